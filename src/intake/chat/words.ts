import { ticketNumber, type Locale } from '../../core/index.ts';

interface ChatWords {
  /** Of a mail whose ticket has no subject of its own. */
  subject(about: { number: number }): string;
  /** Before what the visitor left without seeing. */
  intro(about: { number: number }): string;
}

export const chatWords: Record<Locale, ChatWords> = {
  es: {
    subject: ({ number }) => `Su conversación ${ticketNumber(number)}`,
    intro: ({ number }) => `Usted dejó el chat antes de ver nuestra respuesta (${ticketNumber(number)}). Aquí la tiene; para seguir, responda a este correo.`,
  },
  en: {
    subject: ({ number }) => `Your conversation ${ticketNumber(number)}`,
    intro: ({ number }) => `You left the chat before you saw our answer (${ticketNumber(number)}). Here it is; to go on, answer this mail.`,
  },
};
