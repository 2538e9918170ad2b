import { locales } from '../../src/core/index.ts';
import type { CallMenu, CallSession, CallTurn, Locale, Prompt } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { menuHints } from './menu-hints.ts';
import { entriesInDoubt, entryOf, noneOfThese, openingPhase, phaseBefore, presetService, serviceOf, type MenuPhase } from './menu-order.ts';
import { say } from './prompts.ts';
import type { Say } from './prompts.ts';
import { wallMoment } from './told-times.ts';
import { isInLine, turn } from './turn.ts';
import { spelled, wordsOf } from './words.ts';

/** The key that chooses a language, in the order callers hear them. */
export const languageKeys: Record<string, Locale> = { '1': 'es', '2': 'en' };

const answerSeconds = 6;
/** How many keys a menu takes; one unless said. */
const keysOf: Partial<Record<MenuPhase, number>> = { 'callback-time': 4, 'callback-number': 16 };

/** Opens a menu with a clean count of misses. */
export function openMenu(session: CallSession, phase: MenuPhase, menu: CallMenu, before: Prompt[] = []): CallTurn {
  const opened = { ...session, phase, misses: 0 };
  return turn(opened, [...before, menuPrompt(opened, phase, menu)]);
}

/** The first menu after the language: the caller's open ticket, if there is one to offer, else what the desk offers. */
export function openFirstMenu(session: CallSession, menu: CallMenu): CallTurn {
  const fresh: CallSession = { ...session, service: presetService(menu), entry: null };
  return openMenu(fresh, session.open ? 'known' : openingPhase(menu), menu);
}

/** Says the menu of the session's phase and listens for keys and words; the answer comes to the menu wherever the turn came from. */
export function menuPrompt(session: CallSession, phase: MenuPhase, menu: CallMenu): Prompt {
  return {
    verb: 'ask', say: sayings(session, phase, menu), keys: keysOf[phase] ?? 1, seconds: answerSeconds, answerAt: 'menu',
    speech: { locale: session.locale, hints: menuHints(session, phase, menu) },
  };
}

function sayings(session: CallSession, phase: MenuPhase, menu: CallMenu): Say[] {
  const { locale } = session;
  const words = wordsOf(locale);
  const ways = say(locale, words.personByZero, phaseBefore(session, phase, menu) ? words.backByStar : '');
  switch (phase) {
    case 'language':
      return Object.entries(languageKeys).map(([digit, own]) => say(own, wordsOf(own).chooseThisLanguage(digit)));
    case 'known':
      return [tellOpenTicket(session), say(locale, words.openTicketKeys), ways];
    case 'service':
      return [
        say(locale, words.sayWhatYouNeed),
        ...menu.services.map((service) => say(locale, words.chooseService(service.name[locale], service.digit))),
        ways,
      ];
    case 'entry':
      return [
        say(locale, words.sayWhatYouNeed),
        ...(serviceOf(menu, session.service)?.entries ?? []).map((entry) => say(locale, words.chooseEntry(entry.name[locale], entry.digit))),
        ways,
      ];
    case 'confirm':
      return [say(locale, words.confirmEntry(entryOf(menu, session.guess)?.entry.name[locale] ?? '')), ways];
    case 'which': {
      const inDoubt = entriesInDoubt(session, menu);
      return [
        say(locale, words.whichEntry),
        ...inDoubt.map(({ entry, digit }) => say(locale, words.chooseEntry(entry.name[locale], digit))),
        say(locale, words.noneOfThese(noneOfThese(inDoubt))),
        ways,
      ];
    }
    case 'stopped':
      return [say(locale, words.askStopped, words.yesOrNo), ways];
    case 'others':
      return [say(locale, words.askOthers, words.yesOrNo), ways];
    case 'callback':
      return [callbackOffer(session)];
    case 'callback-time':
      return [say(locale, words.askCallbackTime)];
    case 'callback-number':
      return [say(locale, words.askCallbackNumber)];
  }
}

/** The open ticket's number, state and due time, and nothing of what it is about: caller ID proves nothing. */
function tellOpenTicket({ open, locale }: CallSession): Say {
  const words = wordsOf(locale);
  if (!open) return say(locale);
  const due = wallMoment(open.dueAt, open.zone, locale);
  return say(
    locale, words.openTicket(spelled(open.number, locale)), words.openTicketState[open.state], due ? words.openTicketDue(words.moment(due)) : '',
  );
}

function callbackOffer(session: CallSession): Say {
  const { locale, callbackNumber } = session;
  const words = wordsOf(locale);
  const inLine = isInLine(session);
  return say(
    locale,
    inLine ? words.callbackKeepsPlace : words.callbackOffer,
    callbackNumber ? words.callbackToNumber(spelled(callbackNumber, locale)) : words.callbackToThisNumber,
    words.callbackKeys,
    inLine ? words.callbackBackToLine : words.callbackBackToMessage,
  );
}

const longestName = 60;

/** The greeting, with the caller's name when it is known, in the number's language or in all of them when the caller has yet to choose. */
export function greetingPrompts(menu: CallMenu, name: string | null = null): Say[] {
  const called = name === null ? '' : boundedText(name, longestName).trim();
  const spoken = menu.locale ? [menu.locale] : [...locales];
  return spoken.map((locale) => say(locale, menu.greeting[locale], called ? wordsOf(locale).hello(called) : ''));
}
