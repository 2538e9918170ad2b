import type { MailWords } from './mail-words.ts';

export const es: MailWords = {
  noSubject: '(sin asunto)',
  automatic: 'Este es un mensaje automático. Si quiere agregar algo a su caso, responda a este correo.',
  quoteHeader: ({ name, day, time }) => `El ${day}, ${time}, ${name} escribió:`,
  leftOut: '[…]',
  dates: 'es-CO',
};
