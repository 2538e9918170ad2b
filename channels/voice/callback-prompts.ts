import type { Locale, Prompt } from '../../src/core/index.ts';
import { callbackEn } from './locales/callback-en.ts';
import { callbackEs } from './locales/callback-es.ts';
import type { CallbackWords } from './locales/callback-words.ts';
import { say } from './prompts.ts';
import { spelled } from './words.ts';

const words: Record<Locale, CallbackWords> = { es: callbackEs, en: callbackEn };
const agentAnswerSeconds = 10;
const hangUp: Prompt = { verb: 'hang-up' };

/** The words of a callback, to its agent and to its customer; content is never said, for anybody may answer a telephone. */
export const callbackPrompts = {
  offer: ({ ticketNumber, locale }: { ticketNumber: string; locale: Locale }): Prompt[] => [
    { verb: 'ask', say: [say(locale, words[locale].offer(spelled(ticketNumber, locale)))], keys: 1, seconds: agentAnswerSeconds },
  ],
  declined: (locale: Locale): Prompt[] => [say(locale, words[locale].declined), hangUp],
  over: (locale: Locale): Prompt[] => [say(locale, words[locale].over), hangUp],
  dialling: (locale: Locale): Prompt[] => [say(locale, words[locale].dialling)],
  notReached: ({ locale, again }: { locale: Locale; again: boolean }): Prompt[] => {
    const { notReached, triedAgainLater, yoursAgain } = words[locale];
    return [say(locale, notReached, again ? triedAgainLater : yoursAgain), hangUp];
  },
  greeting: (about: { deskName: string; ticketNumber: string; locale: Locale; consent: string | null }): Prompt[] => {
    const { locale, consent } = about;
    const { greeting, connecting } = words[locale];
    const sentences = [greeting(about.deskName, spelled(about.ticketNumber, locale)), ...(consent === null ? [] : [consent]), connecting];
    return [say(locale, ...sentences)];
  },
  message: ({ deskName, ticketNumber, locale }: { deskName: string; ticketNumber: string; locale: Locale }): Prompt[] => [
    say(locale, words[locale].message(deskName, spelled(ticketNumber, locale))), hangUp,
  ],
  goodbye: (locale: Locale): Prompt[] => [say(locale, words[locale].goodbye), hangUp],
};
