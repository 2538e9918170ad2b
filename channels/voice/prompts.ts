import type { Locale, Prompt } from '../../src/core/index.ts';
import { spelled, wordsOf } from './words.ts';

type Say = Extract<Prompt, { verb: 'say' }>;

const voicemailSeconds = 180;

/** One sentence or several, joined into one breath. */
export function say(locale: Locale, ...sentences: string[]): Say {
  return { verb: 'say', text: sentences.join(' '), locale };
}

/** Tells the ticket's number twice: people write it down the second time. */
export function tellNumber(ticketNumber: string, locale: Locale): Say {
  const words = wordsOf(locale);
  const number = spelled(ticketNumber, locale);
  return say(locale, words.ticketOpened(number), words.ticketRepeated(number));
}

export function takeMessage(locale: Locale): Prompt[] {
  return [say(locale, wordsOf(locale).leaveMessage), { verb: 'record', maxSeconds: voicemailSeconds }];
}

/** Where the caller stands, music, and one key listened for all the while; then the next turn. */
export function waitInLine(locale: Locale, position: number, estimateSeconds: number | null): Prompt[] {
  const words = wordsOf(locale);
  const place = position > 1 ? words.position(position) : words.next;
  const estimate =
    estimateSeconds === null ? words.estimateUnknown : words.estimate(Math.max(1, Math.ceil(estimateSeconds / 60)));
  return [
    {
      verb: 'ask',
      say: [say(locale, place, estimate), say(locale, words.voicemailByOne), { verb: 'music' }],
      keys: 1,
      seconds: 2,
    },
    { verb: 'continue' },
  ];
}
