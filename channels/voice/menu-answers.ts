import type { CallMenu, CallSession, CallTurn, Prompt } from '../../src/core/index.ts';
import { languageKeys, menuPrompt, openingPhase, phaseBefore, serviceOf } from './menus.ts';
import type { MenuPhase } from './menus.ts';
import { say } from './prompts.ts';
import { wordsOf } from './words.ts';

const missesToPerson = 3;

/** What a key does at a menu: choose, 0 for a person, star to go back; the third wrong or silent one in a row leads to a person. */
export function answerMenu(session: CallSession, phase: MenuPhase, digits: string, menu: CallMenu): CallTurn {
  if (digits === '0') return toPerson(session);
  if (digits === '*') return goBack(session, phase, menu);
  const chosen = choose(session, phase, digits, menu);
  return chosen ?? missed(session, phase, digits, menu);
}

function choose(session: CallSession, phase: MenuPhase, digits: string, menu: CallMenu): CallTurn | null {
  switch (phase) {
    case 'language': {
      const locale = languageKeys[digits];
      if (!locale) return null;
      return openMenu({ ...session, locale, service: presetService(menu) }, openingPhase(menu), menu);
    }
    case 'service': {
      const service = menu.services.find((one) => one.digit === digits);
      if (!service) return null;
      const known = { ...session, service: service.key };
      return service.entries.length > 0 ? openMenu(known, 'entry', menu) : place(known, false);
    }
    case 'entry': {
      const entry = serviceOf(menu, session.service)?.entries.find((one) => one.digit === digits);
      if (!entry) return null;
      const known = { ...session, entry: entry.key };
      return entry.asksImpact ? openMenu(known, 'stopped', menu) : place(known, false);
    }
    case 'stopped':
      if (digits !== '1' && digits !== '2') return null;
      return openMenu({ ...session, urgency: digits === '1' ? 'high' : null }, 'others', menu);
    case 'others':
      if (digits !== '1' && digits !== '2') return null;
      return place({ ...session, impact: digits === '1' ? 'high' : null }, false);
  }
}

function openMenu(session: CallSession, phase: MenuPhase, menu: CallMenu, before: Prompt[] = []): CallTurn {
  const opened = { ...session, phase, misses: 0 };
  return { session: opened, prompts: [...before, menuPrompt(opened, phase, menu)], place: null, agentTookCall: false };
}

function place(session: CallSession, wantsPerson: boolean, prompts: Prompt[] = []): CallTurn {
  return { session: { ...session, phase: 'placing', misses: 0 }, prompts, place: { wantsPerson }, agentTookCall: false };
}

function toPerson(session: CallSession): CallTurn {
  return place(session, true, [say(session.locale, wordsOf(session.locale).passingToPerson)]);
}

/** Going back forgets what was answered at the menu gone back to. */
function goBack(session: CallSession, phase: MenuPhase, menu: CallMenu): CallTurn {
  const target = phaseBefore(phase, menu) ?? phase;
  const forgotten: CallSession = { ...session, urgency: null, impact: null };
  if (target === 'stopped') return openMenu(forgotten, target, menu);
  const withoutEntry = { ...forgotten, entry: null };
  if (target === 'entry') return openMenu(withoutEntry, target, menu);
  return openMenu({ ...withoutEntry, service: presetService(menu) }, target, menu);
}

function missed(session: CallSession, phase: MenuPhase, digits: string, menu: CallMenu): CallTurn {
  const misses = session.misses + 1;
  if (misses >= missesToPerson) return toPerson(session);
  const words = wordsOf(session.locale);
  const told = { ...session, misses };
  const prompts = [
    say(session.locale, digits === '' ? words.nothingHeard : words.notUnderstood),
    menuPrompt(told, phase, menu),
  ];
  return { session: told, prompts, place: null, agentTookCall: false };
}

function presetService(menu: CallMenu): string | null {
  return openingPhase(menu) === 'entry' ? menu.service : null;
}
