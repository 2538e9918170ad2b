import type { Locale, Prompt } from '../../src/core/index.ts';
import type { LegWords } from './locales/leg-words.ts';
import { legs as en } from './locales/legs-en.ts';
import { legs as es } from './locales/legs-es.ts';
import { say } from './prompts.ts';
import { spelled } from './words.ts';

const wordsIn: Record<Locale, LegWords> = { es, en };
const answerSeconds = 10;

/** How the telephones of a room sound: a colleague is told what it is about and asked to press 1, somebody outside who calls. */
export const roomPrompts = {
  offer: (about: {
    why: 'consult' | 'transfer' | 'supervise'; ticketNumber: string; priority: string | null; entry: string | null; locale: Locale;
  }): Prompt[] => {
    const { why, ticketNumber, priority, entry, locale } = about;
    const words = wordsIn[locale];
    const ticket = words.aboutTicket(spelled(ticketNumber, locale), rankOf(priority), entry);
    return [{ verb: 'ask', say: [say(locale, words[why](ticket), words.pressOne)], keys: 1, seconds: answerSeconds }];
  },
  whisper: ({ deskName, locale }: { deskName: string; locale: Locale }): Prompt[] => [say(locale, wordsIn[locale].whisper(deskName))],
  declined: (locale: Locale): Prompt[] => last(locale, 'declined'),
  over: (locale: Locale): Prompt[] => last(locale, 'over'),
  full: (locale: Locale): Prompt[] => last(locale, 'full'),
  goodbye: (locale: Locale): Prompt[] => last(locale, 'goodbye'),
};

function last(locale: Locale, key: keyof Pick<LegWords, 'declined' | 'over' | 'full' | 'goodbye'>): Prompt[] {
  return [say(locale, wordsIn[locale][key]), { verb: 'hang-up' }];
}

/** `P2` as it is said: two. */
function rankOf(priority: string | null): number | null {
  const rank = Number(priority?.slice(1));
  return priority !== null && Number.isInteger(rank) ? rank : null;
}
