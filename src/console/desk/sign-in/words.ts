const es = {
  title: 'Entrar a la mesa',
  email: 'Correo',
  password: 'Contraseña',
  signIn: 'Entrar',
  faultOf: (code: string) => ({
    wrong_credentials: 'El correo o la contraseña no son correctos.',
    slow_down: 'Demasiados intentos. Espere un momento.',
    offline: 'No hay conexión con la mesa. Intente de nuevo.',
  })[code] ?? 'No se pudo entrar. Intente de nuevo.',
};

const en: typeof es = {
  title: 'Sign in to the desk',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  faultOf: (code) => ({
    wrong_credentials: 'The e-mail or the password is not right.',
    slow_down: 'Too many attempts. Please wait a moment.',
    offline: 'The desk cannot be reached. Please try again.',
  })[code] ?? 'Signing in failed. Please try again.',
};

export const words = { es, en };
