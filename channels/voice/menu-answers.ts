import type { CallMenu, CallSession, CallTurn } from '../../src/core/index.ts';
import { answerCallback, leaveCallback } from './callback.ts';
import { entriesInDoubt, entriesOrOpening, entryOf, noneOfThese, openingPhase, phaseBefore, presetService, serviceOf } from './menu-order.ts';
import { languageKeys, menuPrompt, openFirstMenu, openMenu } from './menus.ts';
import type { MenuEntry, MenuPhase } from './menu-order.ts';
import { recordMessage, say } from './prompts.ts';
import { toPerson } from './to-person.ts';
import { placeTurn, turn } from './turn.ts';
import { wordsOf } from './words.ts';

const missesToPerson = 3;

/** What a key does at a menu: choose, 0 for a person, star to go back; the third wrong or silent one in a row leads to a person. */
export function answerMenu(session: CallSession, phase: MenuPhase, digits: string, menu: CallMenu): CallTurn {
  const given = digits.length > 1 ? digits.replace(/#$/, '') : digits;
  if (given === '0') return toPerson(session, menu);
  if (given === '*') return goBack(session, phase, menu);
  return choose(session, phase, given, menu) ?? missed(session, phase, given, menu);
}

function choose(session: CallSession, phase: MenuPhase, digits: string, menu: CallMenu): CallTurn | null {
  switch (phase) {
    case 'language': {
      const locale = languageKeys[digits];
      return locale ? openFirstMenu({ ...session, locale }, menu) : null;
    }
    case 'known':
      return chooseAboutOpenTicket(session, digits, menu);
    case 'service': {
      const service = menu.services.find((one) => one.digit === digits);
      if (!service) return null;
      const known = { ...session, service: service.key };
      return service.entries.length > 0 ? openMenu(known, 'entry', menu) : placeTurn(known, false);
    }
    case 'entry': {
      const entry = serviceOf(menu, session.service)?.entries.find((one) => one.digit === digits);
      return entry ? chosen({ ...session, entry: entry.key }, entry, menu) : null;
    }
    case 'confirm': {
      const guess = entryOf(menu, session.guess);
      if (digits === '1' && guess) return chosen({ ...session, service: guess.service.key, entry: guess.entry.key, guess: null }, guess.entry, menu);
      if (digits !== '2') return null;
      const denied = { ...session, guess: null, service: presetService(menu) };
      return openMenu(denied, openingPhase(menu), menu, [say(session.locale, wordsOf(session.locale).useKeys)]);
    }
    case 'which': {
      const inDoubt = entriesInDoubt(session, menu);
      const found = inDoubt.find(({ digit }) => digit === digits);
      if (found) return chosen({ ...session, service: found.service.key, entry: found.entry.key, doubt: null }, found.entry, menu);
      return digits === noneOfThese(inDoubt) ? unclearMatter(session, menu) : null;
    }
    case 'stopped':
      if (digits !== '1' && digits !== '2') return null;
      return openMenu({ ...session, urgency: digits === '1' ? 'high' : null }, 'others', menu);
    case 'others':
      if (digits !== '1' && digits !== '2') return null;
      return placeTurn({ ...session, impact: digits === '1' ? 'high' : null }, false);
    case 'callback':
    case 'callback-time':
    case 'callback-number':
      return answerCallback(session, phase, digits, menu);
  }
}

/** What the caller said was not understood: they are asked for other words, and the second time a person takes over. */
export function unclearMatter(session: CallSession, menu: CallMenu): CallTurn {
  if (session.doubt?.again === true) return toPerson(session, menu);
  const phase = entriesOrOpening(session, menu);
  const asked = { ...session, doubt: null, service: phase === 'entry' ? session.service : presetService(menu) };
  return openMenu(asked, phase, menu, [say(session.locale, wordsOf(session.locale).sayMore)]);
}

function chosen(session: CallSession, entry: MenuEntry, menu: CallMenu): CallTurn {
  return entry.asksImpact ? openMenu(session, 'stopped', menu) : placeTurn(session, false);
}

function chooseAboutOpenTicket(session: CallSession, digits: string, menu: CallMenu): CallTurn | null {
  if (digits === '1') return openMenu(session, 'known', menu);
  if (digits === '3') return openMenu({ ...session, service: presetService(menu) }, openingPhase(menu), menu);
  if (digits !== '2' || !session.open) return null;
  return turn(
    { ...session, phase: 'adding-words', misses: 0, ticketNumber: session.open.number },
    [say(session.locale, wordsOf(session.locale).addWordsNow), recordMessage(menu)],
    { joinsOpenTicket: true },
  );
}

/** Going back forgets what was answered at the menu gone back to. */
function goBack(session: CallSession, phase: MenuPhase, menu: CallMenu): CallTurn {
  if (phase === 'callback' || phase === 'callback-time' || phase === 'callback-number') return leaveCallback(session, phase, menu);
  const target = phaseBefore(session, phase, menu) ?? phase;
  const forgotten: CallSession = { ...session, urgency: null, impact: null, guess: null, doubt: null };
  if (target === 'stopped') return openMenu(forgotten, target, menu);
  const withoutEntry = { ...forgotten, entry: null };
  if (target === 'entry' && phase !== 'confirm') return openMenu(withoutEntry, target, menu);
  return openMenu({ ...withoutEntry, service: presetService(menu) }, target, menu);
}

/** A wrong answer, or none: the menu is said again, and the third time in a row a person takes over. */
export function missed(session: CallSession, phase: MenuPhase, given: string, menu: CallMenu): CallTurn {
  const misses = session.misses + 1;
  if (misses >= missesToPerson) return toPerson(session, menu);
  const told = { ...session, misses };
  return turn(told, [say(session.locale, whatWasWrong(session, phase, given)), menuPrompt(told, phase, menu)]);
}

function whatWasWrong(session: CallSession, phase: MenuPhase, given: string): string {
  const words = wordsOf(session.locale);
  if (given === '') return words.nothingHeard;
  if (phase === 'callback-time') return words.timeNotUnderstood;
  return phase === 'callback-number' ? words.numberNotUnderstood : words.notUnderstood;
}
