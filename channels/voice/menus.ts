import { locales } from '../../src/core/index.ts';
import type { CallMenu, CallSession, Locale, Prompt } from '../../src/core/index.ts';
import { say } from './prompts.ts';
import { wordsOf } from './words.ts';

export type MenuPhase = 'language' | 'service' | 'entry' | 'stopped' | 'others';
export type MenuService = CallMenu['services'][number];

/** The key that chooses a language, in the order callers hear them. */
export const languageKeys: Record<string, Locale> = { '1': 'es', '2': 'en' };

const answerSeconds = 6;

export function isMenuPhase(phase: CallSession['phase']): phase is MenuPhase {
  return ['language', 'service', 'entry', 'stopped', 'others'].includes(phase);
}

export function serviceOf(menu: CallMenu, key: string | null): MenuService | undefined {
  return menu.services.find((service) => service.key === key);
}

/** The first menu after the language: the called number's own service, or all of them. */
export function openingPhase(menu: CallMenu): 'service' | 'entry' {
  const own = serviceOf(menu, menu.service);
  return own && own.entries.length > 0 ? 'entry' : 'service';
}

/** The menu that the star key leads to; null at the first one. */
export function phaseBefore(phase: MenuPhase, menu: CallMenu): MenuPhase | null {
  if (phase === 'others') return 'stopped';
  if (phase === 'stopped') return 'entry';
  if (phase === 'entry' && openingPhase(menu) === 'service') return 'service';
  return phase !== 'language' && menu.locale === null ? 'language' : null;
}

/** Says the menu of the session's phase and listens for one key. */
export function menuPrompt(session: CallSession, phase: MenuPhase, menu: CallMenu): Prompt {
  return { verb: 'ask', say: sayings(session, phase, menu), keys: 1, seconds: answerSeconds };
}

type Say = Extract<Prompt, { verb: 'say' }>;

function sayings(session: CallSession, phase: MenuPhase, menu: CallMenu): Say[] {
  const { locale } = session;
  const words = wordsOf(locale);
  const ways = phaseBefore(phase, menu) ? [words.personByZero, words.backByStar] : [words.personByZero];
  switch (phase) {
    case 'language':
      return Object.entries(languageKeys).map(([digit, own]) => say(own, wordsOf(own).chooseThisLanguage(digit)));
    case 'service':
      return menu.services
        .map((service) => say(locale, words.chooseService(service.name[locale], service.digit)))
        .concat(say(locale, ...ways));
    case 'entry':
      return (serviceOf(menu, session.service)?.entries ?? [])
        .map((entry) => say(locale, words.chooseEntry(entry.name[locale], entry.digit)))
        .concat(say(locale, ...ways));
    case 'stopped':
      return [say(locale, words.askStopped, words.yesOrNo), say(locale, ...ways)];
    case 'others':
      return [say(locale, words.askOthers, words.yesOrNo), say(locale, ...ways)];
  }
}

/** The greeting, in the number's language or in all of them when the caller has yet to choose. */
export function greetingPrompts(menu: CallMenu): Prompt[] {
  const spoken = menu.locale ? [menu.locale] : [...locales];
  return spoken.map((locale) => say(locale, menu.greeting[locale]));
}
