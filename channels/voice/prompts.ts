import type { CallMenu, CallSession, Locale, Prompt } from '../../src/core/index.ts';
import { spelled, wordsOf } from './words.ts';

export type Say = Extract<Prompt, { verb: 'say' }>;

const voicemailSeconds = 180;
const callbackWishSeconds = 4;

/** One sentence or several, joined into one breath. */
export function say(locale: Locale, ...sentences: string[]): Say {
  return { verb: 'say', text: sentences.filter(Boolean).join(' '), locale };
}

/** Tells the ticket's number twice: people write it down the second time. */
export function tellNumber(ticketNumber: string, locale: Locale): Say {
  const words = wordsOf(locale);
  const number = spelled(ticketNumber, locale);
  return say(locale, words.ticketOpened(number), words.ticketRepeated(number));
}

/** What is said before a conversation may be recorded; nothing when none is. */
export function tellConsent(menu: CallMenu, locale: Locale): Say[] {
  return menu.consent ? [say(locale, menu.consent[locale])] : [];
}

export function recordMessage(menu: CallMenu): Prompt {
  return { verb: 'record', maxSeconds: voicemailSeconds, ...(menu.transcribes && { transcribe: true }) };
}

/** The tone, and their message. */
export function takeMessage(session: CallSession, menu: CallMenu): Prompt[] {
  const { locale } = session;
  return [say(locale, wordsOf(locale).leaveMessage), recordMessage(menu)];
}

/** Offers to call back; who says nothing leaves a message in the same breath. */
export function offerCallbackOrMessage(session: CallSession, menu: CallMenu): Prompt[] {
  const { locale } = session;
  const words = wordsOf(locale);
  return [
    {
      verb: 'ask', say: [say(locale, words.callbackByTwo)], keys: 1, seconds: callbackWishSeconds, answerAt: 'menu', silence: 'go-on',
      speech: { locale, hints: words.callbackHints },
    },
    ...takeMessage(session, menu),
  ];
}
