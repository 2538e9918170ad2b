const es = {
  title: 'Entrar a la mesa',
  about: 'Una ventanilla para todos los canales',
  email: 'Correo',
  password: 'Contraseña',
  signIn: 'Entrar',
  help: '¿Necesita algo de la mesa? Vaya al portal de ayuda',
  language: 'Idioma',
  overTitle: 'Su sesión terminó',
  over: (name: string) => `Entre de nuevo como ${name} y siga donde estaba: lo que escribió sigue aquí.`,
  overOther: 'Si entra otra persona, la página se carga de nuevo.',
  another: 'No soy yo: cargar la página',
  notReachedTitle: 'No hay conexión con la mesa',
  notReached: 'Puede que se esté reiniciando o que esta máquina no tenga red.',
  again: 'Intentar de nuevo',
  faultOf: (code: string) => ({
    wrong_credentials: 'El correo o la contraseña no son correctos.',
    slow_down: 'Demasiados intentos. Espere un momento.',
    offline: 'No hay conexión con la mesa. Intente de nuevo.',
    invalid_input: 'Escriba su correo y su contraseña.',
  })[code] ?? 'No se pudo entrar. Intente de nuevo.',
};

const en: typeof es = {
  title: 'Sign in to the desk',
  about: 'One window for every channel',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  help: 'Do you need something from the desk? Go to the help portal',
  language: 'Language',
  overTitle: 'Your session has ended',
  over: (name) => `Sign in again as ${name} and go on where you were: what you typed is still here.`,
  overOther: 'If somebody else signs in, the page is loaded anew.',
  another: 'That is not me: load the page',
  notReachedTitle: 'The desk cannot be reached',
  notReached: 'It may be restarting, or this machine has no network.',
  again: 'Try again',
  faultOf: (code) => ({
    wrong_credentials: 'The e-mail or the password is not right.',
    slow_down: 'Too many attempts. Please wait a moment.',
    offline: 'The desk cannot be reached. Please try again.',
    invalid_input: 'Please write your e-mail and your password.',
  })[code] ?? 'Signing in failed. Please try again.',
};

export const words = { es, en };
