import type { MailWords } from './mail-words.ts';

export const en: MailWords = {
  noSubject: '(no subject)',
  automatic: 'This is an automatic message. To add something to your ticket, answer this mail.',
  quoteHeader: ({ name, day, time }) => `On ${day}, ${time}, ${name} wrote:`,
  leftOut: '[…]',
  dates: 'en-US',
};
