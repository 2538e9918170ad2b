import type { Locale } from '../../core/index.ts';
import type { QuarantineReason } from './quarantine.ts';

const es: Record<QuarantineReason, string> = {
  unreadable: 'No se pudo leer: el mensaje está dañado o no es un correo.',
  'too-many-parts': 'Tiene más partes de las que se aceptan.',
  'too-deep': 'Sus partes están anidadas a más profundidad de la que se acepta.',
  'too-large': 'Es más grande de lo que se acepta.',
  'bounce-of-nothing': 'Informa de un correo que esta mesa no envió.',
  'channel-closed': 'Es un fax o una alarma, y su canal está cerrado. Recíbalo cuando el canal abra.',
  fault: 'Falló al recibirlo por un error del programa. Inténtelo de nuevo después de una actualización.',
};

const en: Record<QuarantineReason, string> = {
  unreadable: 'It could not be read: the message is damaged or is no mail.',
  'too-many-parts': 'It has more parts than are accepted.',
  'too-deep': 'Its parts are nested deeper than is accepted.',
  'too-large': 'It is larger than is accepted.',
  'bounce-of-nothing': 'It reports on mail that this desk did not send.',
  'channel-closed': 'It is a fax or an alarm, and its channel is closed. Take it in once the channel is open.',
  fault: 'It could not be taken in because of a fault in the program. Try again after an update.',
};

/** Why something lies in quarantine, in words. */
export const quarantineWords: Record<Locale, Record<QuarantineReason, string>> = { es, en };
