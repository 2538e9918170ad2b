import type { Locale } from '../../core/index.ts';
import { wayWords, type OpenWay } from '../switches/index.ts';
import type { WordAnswer } from './reply.ts';

interface ReplyWords {
  /** `statusUrl`: null where others read it: the link is the customer's alone. */
  acknowledgement(about: { number: string; statusUrl: string | null; deskName: string }): string;
  /** The same on a channel that is closed at the moment. */
  receivedWhileClosed(about: { number: string; statusUrl: string | null; deskName: string; ways: OpenWay[] }): string;
  /** Asks which of these it is about, by name; the answer is a number from 1, a name, or other words. */
  question(names: readonly string[]): string;
  /** Of a mail about what the customer gave no subject of their own. */
  subject: string;
  /** What the approved template says, for the timeline. */
  invitation(about: { number: string }): string;
  /** Tells of a solution on channels where it is confirmed by pressing. */
  resolution(about: { number: string; solution: string }): string;
  answers: Record<WordAnswer, (about: { deskName: string }) => string>;
  /** Why a text did not leave or arrive, and what an agent can do. */
  faults: Record<DeliveryFault, string>;
}

function joined(parts: readonly string[], or: string): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${or} ${parts.at(-1) ?? ''}`;
}

function optionsText(names: readonly string[], or: string): string {
  return joined(names.map((name, at) => `${at + 1}) ${name}`), or);
}

function numbersText(names: readonly string[], or: string): string {
  return joined(names.map((_, at) => String(at + 1)), or);
}

const es: ReplyWords = {
  acknowledgement: ({ number, statusUrl, deskName }) =>
    `${deskName}: recibimos su mensaje. Su caso es el ${number}.${statusUrl === null ? '' : ` Siga su estado en ${statusUrl}`}`,
  receivedWhileClosed: ({ number, statusUrl, deskName, ways }) =>
    `${deskName}: en este momento no atendemos por este medio. Su mensaje quedó registrado: ${number}${statusUrl === null ? '.' : `, ${statusUrl}`}${wayWords.es.instead(ways)}`,
  question: (names) => names.length === 1
    ? `¿Se trata de ${names.join('')}? Responda 1 si es así, o cuéntelo con otras palabras.`
    : `¿Se trata de ${optionsText(names, 'o')}? Responda con ${numbersText(names, 'o')}, o cuéntelo con otras palabras.`,
  subject: 'Su solicitud',
  invitation: ({ number }) => `Tenemos una respuesta a su caso ${number}. Escríbanos aquí para leerla.`,
  resolution: ({ number, solution }) => `Su solicitud ${number} quedó resuelta.${solution.trim() === '' ? '' : `\n${solution.trim()}`}\n¿Quedó resuelto?`,
  answers: {
    'opted-out': ({ deskName }) => `${deskName}: no le enviaremos más mensajes a este número. Para volver a recibirlos, escriba START.`,
    'opted-in': ({ deskName }) => `${deskName}: volverá a recibir nuestros mensajes. Escriba lo que necesita. Para no recibirlos, escriba ALTO.`,
    help: ({ deskName }) => `${deskName}: escriba aquí lo que necesita y abriremos un caso. Para no recibir mensajes, escriba ALTO.`,
  },
  faults: {
    opted_out: 'El cliente pidió no recibir mensajes en este número. Llámelo, o pídale que escriba START.',
    window_closed: 'El cliente escribió hace más de 24 horas y la red no acepta un texto libre hasta que vuelva a escribir. Llámelo, o espere su mensaje.',
    waits_for_customer: 'Espera a que el cliente escriba: la red no acepta un texto libre antes. Se le pidió que lo haga.',
    not_invited: 'No se pudo pedir al cliente que escriba, así que la respuesta no salió. Llámelo.',
    earlier_part: 'No se envió, porque falló una parte anterior de la misma respuesta.',
    channel_off: 'Este canal no tiene salida: no está configurado.',
    answered: 'La red ya confirmó al cliente que no recibirá mensajes.',
    gave_up: 'No se pudo enviar después de varios intentos. Intente más tarde o llame al cliente.',
    parked_address: 'No se envió: en las últimas 24 horas ya se le escribieron demasiadas respuestas automáticas a esta dirección, como si contestara una máquina. Si es una persona, envíela a mano.',
    parked_ticket: 'No se envió: este caso ya tuvo demasiadas respuestas automáticas en una hora, como si contestara una máquina. Si es una persona, envíela a mano.',
    not_shown: 'La página del visitante aún no la ha mostrado.',
    visitor_gone: 'El visitante se fue sin verla y no dejó un correo. La verá si vuelve.',
    went_by_mail: 'El visitante se fue sin verla: se le envió por correo.',
    unknown: 'No se sabe si salió: el envío se interrumpió. Pregunte al cliente antes de enviarlo de nuevo.',
  },
};

const en: ReplyWords = {
  acknowledgement: ({ number, statusUrl, deskName }) =>
    `${deskName}: we have received your message. Your ticket is ${number}.${statusUrl === null ? '' : ` Follow it at ${statusUrl}`}`,
  receivedWhileClosed: ({ number, statusUrl, deskName, ways }) =>
    `${deskName}: messages here are not attended at the moment. Yours is registered: ${number}${statusUrl === null ? '.' : `, ${statusUrl}`}${wayWords.en.instead(ways)}`,
  question: (names) => names.length === 1
    ? `Is it about ${names.join('')}? Answer 1 if it is, or say it in other words.`
    : `Is it about ${optionsText(names, 'or')}? Answer ${numbersText(names, 'or')}, or say it in other words.`,
  subject: 'Your request',
  invitation: ({ number }) => `We have an answer to your ticket ${number}. Write to us here to read it.`,
  resolution: ({ number, solution }) => `Your request ${number} has been solved.${solution.trim() === '' ? '' : `\n${solution.trim()}`}\nIs it solved?`,
  answers: {
    'opted-out': ({ deskName }) => `${deskName}: you will get no more messages from this number. To get them again, write START.`,
    'opted-in': ({ deskName }) => `${deskName}: you will get our messages again. Write what you need. To get none, write STOP.`,
    help: ({ deskName }) => `${deskName}: write here what you need and we open a ticket. To get no messages, write STOP.`,
  },
  faults: {
    opted_out: 'The customer asked for no messages at this number. Call them, or ask them to write START.',
    window_closed: 'The customer wrote more than 24 hours ago, and the network takes no free text until they write again. Call them, or wait for them.',
    waits_for_customer: 'Waits for the customer to write: the network takes no free text before. They were asked to.',
    not_invited: 'The customer could not be asked to write, so the answer did not go out. Call them.',
    earlier_part: 'Not sent, because an earlier part of the same reply failed.',
    channel_off: 'This channel has no way out: it is not configured.',
    answered: 'The network has told the customer already that they get no messages.',
    gave_up: 'It could not be sent after several tries. Try again later, or call the customer.',
    parked_address: 'Not sent: too many automatic answers were written to this address in the last 24 hours, as if a machine answered. If it is a person, send it by hand.',
    parked_ticket: 'Not sent: this ticket had too many automatic answers within an hour, as if a machine answered. If it is a person, send it by hand.',
    not_shown: 'The page of the visitor has not shown it yet.',
    visitor_gone: 'The visitor left without seeing it and gave no mail address. They will see it when they come back.',
    went_by_mail: 'The visitor left without seeing it: it was sent by mail.',
    unknown: 'Whether it went out is not known: sending was interrupted. Ask the customer before you send it again.',
  },
};

export const replyWords: Record<Locale, ReplyWords> = { es, en };

/** Reasons of the desk itself; the provider's own codes have their words beside its adapter. */
export const deliveryFaults = [
  'opted_out', 'window_closed', 'waits_for_customer', 'not_invited', 'earlier_part', 'channel_off', 'answered',
  'gave_up', 'parked_address', 'parked_ticket', 'not_shown', 'visitor_gone', 'went_by_mail', 'unknown',
] as const;
export type DeliveryFault = (typeof deliveryFaults)[number];

/** Why a delivery is where it is, in words for this reader; null where nothing went wrong. */
export type ExplainDelivery = (code: string | null, message: string | null, locale: Locale) => string | null;

/** Our own reasons first, then the providers' known codes, else what the provider said. */
export function createExplainDelivery(providerWords: (code: string, message: string | null, locale: Locale) => string | null): ExplainDelivery {
  return (code, message, locale) => {
    const own = deliveryFaults.find((fault) => fault === code);
    if (own) return replyWords[locale].faults[own];
    return (code === null ? null : providerWords(code, message, locale)) ?? message ?? code;
  };
}
