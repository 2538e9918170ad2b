import type { CallMenu, CallSession } from '../../src/core/index.ts';

const menuPhases = [
  'language', 'known', 'service', 'entry', 'confirm', 'which', 'stopped', 'others', 'callback', 'callback-time', 'callback-number',
] as const;
/** A phase in which the caller is asked something. */
export type MenuPhase = (typeof menuPhases)[number];
export type MenuService = CallMenu['services'][number];
export type MenuEntry = MenuService['entries'][number];

export function isMenuPhase(phase: CallSession['phase']): phase is MenuPhase {
  return menuPhases.some((one) => one === phase);
}

export function serviceOf(menu: CallMenu, key: string | null): MenuService | undefined {
  return menu.services.find((service) => service.key === key);
}

/** The entry of this key with its service; undefined when the menu has none. */
export function entryOf(menu: CallMenu, key: string | null): { service: MenuService; entry: MenuEntry } | undefined {
  return menu.services.flatMap((service) => service.entries.map((entry) => ({ service, entry }))).find(({ entry }) => entry.key === key);
}

/** The first menu after the language: the called number's own service, or all of them. */
export function openingPhase(menu: CallMenu): 'service' | 'entry' {
  const own = serviceOf(menu, menu.service);
  return own && own.entries.length > 0 ? 'entry' : 'service';
}

/** The entries of the service that the caller has chosen, else the first menu. */
export function entriesOrOpening(session: CallSession, menu: CallMenu): 'service' | 'entry' {
  return (serviceOf(menu, session.service)?.entries.length ?? 0) > 0 ? 'entry' : openingPhase(menu);
}

/** The entries that the caller is asked to choose from; the digit of each is its place. */
export function entriesInDoubt(session: CallSession, menu: CallMenu): { digit: string; service: MenuService; entry: MenuEntry }[] {
  return (session.doubt?.entries ?? []).flatMap((key) => entryOf(menu, key) ?? []).map((found, at) => ({ ...found, digit: String(at + 1) }));
}

/** The key that says it is none of these. */
export function noneOfThese(inDoubt: readonly unknown[]): string {
  return String(inDoubt.length + 1);
}

/** The menu that the star key leads to; null at the first one. */
export function phaseBefore(session: CallSession, phase: MenuPhase, menu: CallMenu): MenuPhase | null {
  switch (phase) {
    case 'others':
      return 'stopped';
    case 'stopped':
      return 'entry';
    case 'confirm':
      return openingPhase(menu);
    case 'which':
      return entriesOrOpening(session, menu);
    case 'callback-time':
    case 'callback-number':
      return 'callback';
    case 'entry':
      if (openingPhase(menu) === 'service') return 'service';
      break;
    case 'language':
    case 'known':
    case 'service':
    case 'callback':
      break;
  }
  if (phase === 'language' || phase === 'callback') return null;
  if (phase !== 'known' && session.open) return 'known';
  return menu.locale === null ? 'language' : null;
}

/** The service that the called number has chosen for the caller, if it has. */
export function presetService(menu: CallMenu): string | null {
  return openingPhase(menu) === 'entry' ? menu.service : null;
}
