import type { Locale } from '../../core/index.ts';

/** What an enhanced status code (RFC 3463, RFC 7505, RFC 7372) says, by subject and detail; a subject alone stands for all others of it. */
const known = [
  '1', '1.1', '1.2', '1.3', '1.6', '1.8', '1.10', '2', '2.1', '2.2', '2.3', '3', '3.4', '4', '4.4', '4.6', '4.7', '5', '6', '7', '7.20', '7.23', '7.25', '7.26',
] as const;
type Known = (typeof known)[number];

interface StatusWords {
  codes: Record<Known, string>;
  /** A mail came back without a code. */
  bounced: string;
  /** How a server put it, behind our own words. */
  said(message: string): string;
}

const es: StatusWords = {
  codes: {
    '1': 'El servidor de correo no acepta esa dirección.',
    '1.1': 'Ese buzón no existe. Revise la dirección o llame al cliente.',
    '1.2': 'El dominio de esa dirección no existe o no recibe correo.',
    '1.3': 'La dirección está mal escrita.',
    '1.6': 'El buzón se trasladó y no dejó otra dirección.',
    '1.8': 'Su servidor no acepta nuestra dirección de remitente.',
    '1.10': 'Ese dominio no recibe correo.',
    '2': 'Hay un problema con ese buzón.',
    '2.1': 'Ese buzón está desactivado.',
    '2.2': 'El buzón está lleno. Intente más tarde o llame al cliente.',
    '2.3': 'El correo es demasiado grande para ese buzón.',
    '3': 'El servidor de correo del cliente no pudo aceptarlo.',
    '3.4': 'El correo es demasiado grande para el servidor del cliente.',
    '4': 'No se pudo llegar al servidor de correo del cliente.',
    '4.4': 'No se encontró ningún servidor de correo para esa dirección.',
    '4.6': 'El correo daba vueltas entre servidores y se detuvo.',
    '4.7': 'Su servidor no lo recibió a tiempo y se dejó de intentar.',
    '5': 'Los servidores de correo no se entendieron.',
    '6': 'El servidor del cliente no acepta el contenido del correo.',
    '7': 'El servidor del cliente lo rechazó por sus reglas.',
    '7.20': 'El servidor del cliente lo rechazó: nuestra firma DKIM no le vale.',
    '7.23': 'El servidor del cliente lo rechazó: nuestro SPF no le vale.',
    '7.25': 'El servidor del cliente lo rechazó: nuestro servidor no tiene nombre inverso.',
    '7.26': 'El servidor del cliente lo rechazó: nuestro correo no está autenticado.',
  },
  bounced: 'El servidor de correo lo devolvió.',
  said: (message) => `El servidor dijo: ${message}`,
};

const en: StatusWords = {
  codes: {
    '1': 'The mail server does not take that address.',
    '1.1': 'There is no such mailbox. Check the address, or call the customer.',
    '1.2': 'The domain of that address does not exist or takes no mail.',
    '1.3': 'The address is not a proper one.',
    '1.6': 'The mailbox has moved and left no new address.',
    '1.8': 'Their server does not take our own address as a sender.',
    '1.10': 'That domain takes no mail.',
    '2': 'Something is wrong with that mailbox.',
    '2.1': 'That mailbox is disabled.',
    '2.2': 'The mailbox is full. Try again later, or call the customer.',
    '2.3': 'The mail is too large for that mailbox.',
    '3': 'The customer’s mail server could not take it.',
    '3.4': 'The mail is too large for the customer’s server.',
    '4': 'The customer’s mail server could not be reached.',
    '4.4': 'No mail server was found for that address.',
    '4.6': 'The mail went in circles between servers and was stopped.',
    '4.7': 'Their server did not take it in time, and it was given up.',
    '5': 'The mail servers did not understand each other.',
    '6': 'The customer’s server does not take what is in the mail.',
    '7': 'The customer’s server refused it by its rules.',
    '7.20': 'The customer’s server refused it: our DKIM signature did not convince it.',
    '7.23': 'The customer’s server refused it: our SPF did not convince it.',
    '7.25': 'The customer’s server refused it: our server has no reverse name.',
    '7.26': 'The customer’s server refused it: our mail is not authenticated.',
  },
  bounced: 'The mail server sent it back.',
  said: (message) => `The server said: ${message}`,
};

const words: Record<Locale, StatusWords> = { es, en };

/** What a code of a mail server means, such as `5.1.1`, followed by how the server put it; null for what is no such code. */
export function mailStatusWords(code: string, message: string | null, locale: Locale): string | null {
  const meaning = code === 'bounced' ? words[locale].bounced : meaningOf(code, locale);
  if (meaning === null || message === null || message === '') return meaning;
  return `${meaning} ${words[locale].said(message)}`;
}

function meaningOf(code: string, locale: Locale): string | null {
  const parts = /^[45]\.(\d{1,3})\.(\d{1,3})$/.exec(code);
  if (!parts) return null;
  const [, subject, detail] = parts;
  const found = known.find((one) => one === `${subject}.${detail}`) ?? known.find((one) => one === subject);
  return found ? words[locale].codes[found] : null;
}
