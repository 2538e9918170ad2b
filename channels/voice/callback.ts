import type { CallInput, CallMenu, CallSession, CallTurn } from '../../src/core/index.ts';
import { openMenu } from './menus.ts';
import type { MenuPhase } from './menu-order.ts';
import { say, tellConsent } from './prompts.ts';
import { typedTime } from './spoken-times.ts';
import type { TimeOfDay } from './spoken-times.ts';
import { wallMoment } from './told-times.ts';
import { backToLine, toVoicemail } from './to-person.ts';
import { goodbye, isInLine, turn } from './turn.ts';
import { wordsOf } from './words.ts';

export type CallbackPhase = Extract<MenuPhase, 'callback' | 'callback-time' | 'callback-number'>;

const callbackPhases: readonly CallSession['phase'][] = ['callback', 'callback-time', 'callback-number'];

export function isCallbackPhase(phase: CallSession['phase']): boolean {
  return callbackPhases.includes(phase);
}

/** Offers to call back; who calls without a number is asked for one first. */
export function openCallback(session: CallSession, menu: CallMenu): CallTurn {
  return openMenu(session, hasNumber(session, menu) ? 'callback' : 'callback-number', menu);
}

function hasNumber(session: CallSession, menu: CallMenu): boolean {
  return menu.hasNumber || session.callbackNumber !== null;
}

/** What keys choose in the callback menus; null when they choose nothing. */
export function answerCallback(session: CallSession, phase: CallbackPhase, digits: string, menu: CallMenu): CallTurn | null {
  switch (phase) {
    case 'callback':
      if (digits === '1') return hasNumber(session, menu) ? askForCallback(session, null) : openMenu(session, 'callback-number', menu);
      if (digits === '2') return openMenu(session, 'callback-time', menu);
      return digits === '3' ? openMenu(session, 'callback-number', menu) : null;
    case 'callback-time': {
      const at = typedTime(digits);
      return at && askForCallbackAt(session, at, menu);
    }
    case 'callback-number':
      return /^\d{7,15}$/.test(digits) ? openMenu({ ...session, callbackNumber: digits }, 'callback', menu) : null;
  }
}

/** Asks the desk for a callback at this time of day; without a number to call, for the number first. */
export function askForCallbackAt(session: CallSession, at: TimeOfDay, menu: CallMenu): CallTurn {
  return hasNumber(session, menu) ? askForCallback(session, at) : openMenu(session, 'callback-number', menu);
}

function askForCallback(session: CallSession, at: TimeOfDay | null): CallTurn {
  return turn({ ...session, phase: 'callback' }, [], { callback: { number: session.callbackNumber, at } });
}

/** Back from the callback menus: to the first of them, then to the line or the message. */
export function leaveCallback(session: CallSession, phase: CallbackPhase, menu: CallMenu): CallTurn {
  if (phase !== 'callback' && hasNumber(session, menu)) return openMenu(session, 'callback', menu);
  return isInLine(session) ? backToLine(session) : toVoicemail(session, menu);
}

/** The callback is agreed: when, and then the call may end; they asked for it. */
export function callbackSet(session: CallSession, input: Extract<CallInput, { kind: 'callback-set' }>, menu: CallMenu): CallTurn {
  const { locale } = session;
  const words = wordsOf(locale);
  const at = wallMoment(input.at, input.zone, locale);
  const consent = isInLine(session) ? [] : tellConsent(menu, locale);
  return goodbye(session, [say(locale, at ? words.callbackAt(words.moment(at)) : words.callbackInTurn), ...consent]);
}

/** Why there is no callback, and another way: another number, the line again, or a message. */
export function callbackRefused(session: CallSession, input: Extract<CallInput, { kind: 'callback-refused' }>, menu: CallMenu): CallTurn {
  const { locale } = session;
  const words = wordsOf(locale);
  if (input.because === 'no-number' && session.callbackNumber !== null) {
    return openMenu({ ...session, callbackNumber: null }, 'callback-number', menu, [say(locale, words.numberNotPossible)]);
  }
  const why = say(locale, words.callbackRefused[input.because]);
  if (!isInLine(session)) return toVoicemail(session, menu, [why]);
  const back = backToLine(session);
  return turn(back.session, [why, ...back.prompts]);
}
