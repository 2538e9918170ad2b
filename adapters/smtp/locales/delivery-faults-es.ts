import type { MailFaultCode } from './delivery-faults-en.ts';

export const es: Record<MailFaultCode, string> = {
  '550': 'El servidor rechazó el correo para esa dirección. Verifíquela con el cliente.',
  '552': 'El buzón está lleno o el correo es demasiado grande. Intente sin adjuntos o llame al cliente.',
  '553': 'El servidor no conoce esa dirección. Verifíquela con el cliente.',
  '554': 'El servidor rechazó el correo. Dígalo con otras palabras, sin enlaces ni adjuntos, o llame al cliente.',
  bad_address: 'No se puede escribir a una dirección de este correo. Verifíquela con el cliente.',
  file_gone: 'Un archivo de este correo ya no se conserva. Escríbalo de nuevo, con el archivo.',
  login_refused: 'El servidor de correo no nos dejó entrar. Se intenta de nuevo; avise a un administrador.',
  not_a_mail: 'No se pudo dar a esta respuesta la forma de un correo.',
};
