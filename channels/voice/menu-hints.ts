import type { CallMenu, CallSession, Locale } from '../../src/core/index.ts';
import { entriesInDoubt, type MenuPhase, type MenuService } from './menu-order.ts';
import { wordsOf } from './words.ts';

/** Enough for a recogniser to lean on, and few enough to be kept with every turn. */
const mostHints = 120;

/** What the recogniser should listen for at this menu, likeliest first, without repeats. */
export function menuHints(session: CallSession, phase: MenuPhase, menu: CallMenu): string[] {
  const { locale } = session;
  const words = wordsOf(locale);
  switch (phase) {
    case 'language':
      return words.languageHints;
    case 'confirm':
      return distinct([...words.yesNoHints, ...names(menu.services, locale)]);
    case 'which': {
      const inDoubt = entriesInDoubt(session, menu).map(({ service, entry }) => ({ ...service, entries: [entry] }));
      return distinct([...names(inDoubt, locale), ...words.noneHints, ...words.menuHints, ...examples(inDoubt, locale)]);
    }
    case 'stopped':
    case 'others':
      return words.yesNoHints;
    case 'callback':
      return distinct([...words.callbackHints, ...words.timeHints]);
    case 'callback-time':
      return words.timeHints;
    case 'callback-number':
      return [];
    case 'known':
    case 'service':
    case 'entry': {
      const services = ownFirst(menu, session.service);
      return distinct([...words.menuHints, ...names(services, locale), ...examples(services, locale)]);
    }
  }
}

function ownFirst(menu: CallMenu, own: string | null): MenuService[] {
  return [...menu.services.filter(({ key }) => key === own), ...menu.services.filter(({ key }) => key !== own)];
}

function names(services: MenuService[], locale: Locale): string[] {
  return services.flatMap((service) => [service.name[locale], ...service.entries.map((entry) => entry.name[locale])]);
}

/** What people say, one example of every entry before the second of any. */
function examples(services: MenuService[], locale: Locale): string[] {
  const lists = services.flatMap((service) => service.entries.map((entry) => entry.hints[locale]));
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0);
  return Array.from({ length: Math.min(longest, mostHints) }, (_, rank) =>
    lists.flatMap((list) => list.slice(rank, rank + 1))).flat();
}

function distinct(hints: string[]): string[] {
  return [...new Set(hints)].slice(0, mostHints);
}
