import type { CallFlow, CallInput, CallMenu, CallSession, CallTurn, Prompt } from '../../src/core/index.ts';
import { agentAnswered, agentLeg, agentRefused } from './agent-leg.ts';
import { callbackRefused, callbackSet, isCallbackPhase, openCallback } from './callback.ts';
import { containsChoice, isAboutSomething, spokenKey } from './heard-words.ts';
import { keepWords } from './kept-words.ts';
import { answerMenu } from './menu-answers.ts';
import { isMenuPhase, openingPhase, presetService } from './menu-order.ts';
import { greetingPrompts, menuPrompt } from './menus.ts';
import { collectedKeys, movedCaller } from './moved-caller.ts';
import { offerCallbackOrMessage, recordMessage, say, takeMessage, tellConsent, tellNumber } from './prompts.ts';
import { answerWords } from './spoken-answers.ts';
import { wallMoment } from './told-times.ts';
import { goodbye, isWithAgent, placeTurn, turn } from './turn.ts';
import { leftLine, pressInLine, waitInLine } from './waiting-line.ts';
import { spelled, wordsOf } from './words.ts';

type InputOf<Kind extends CallInput['kind']> = Extract<CallInput, { kind: Kind }>;

const ringSeconds = 20;

/**
 * The telephone's conversation, one turn at a time. Never throws; a call is only hung up after a message, after a
 * callback was agreed, after a conversation with an agent, and on an agent's leg that did not take the call.
 */
export const callFlow: CallFlow = (session, input, menu) => {
  if (session === null) return firstTurn(input, menu);
  switch (input.kind) {
    case 'start':
      return resume(session, menu);
    case 'keys':
    case 'said':
      return answered(session, input, menu);
    case 'placed':
      return placed(session, input, menu);
    case 'callback-set':
      return isCallbackPhase(session.phase) ? callbackSet(session, input, menu) : resume(session, menu);
    case 'callback-refused':
      return isCallbackPhase(session.phase) ? callbackRefused(session, input, menu) : resume(session, menu);
    case 'waiting':
      return waitInLine(session, input);
    case 'waiting-keys':
      return pressInLine(session, input);
    case 'left-queue':
      return leftLine(session, input.result, menu);
    case 'recorded':
      return recorded(session, input, menu);
    case 'bridge':
      return bridge(session, input, menu);
    case 'agent-leg':
      return agentLeg(session, input);
    case 'agent-leg-keys':
      return agentAnswered(session, input);
    case 'dial-ended':
      return dialEnded(session, input);
    case 'moved':
      return movedCaller(session, input);
    case 'collected':
      return collectedKeys(session, input.digits);
  }
};

function newSession(menu: CallMenu): CallSession {
  return {
    phase: menu.locale ? openingPhase(menu) : 'language', locale: menu.locale ?? menu.defaultLocale, service: presetService(menu), entry: null,
    urgency: null, impact: null, misses: 0, ticketNumber: null, words: null, guess: null, open: null, callbackNumber: null, waitTurns: 0,
    toldPosition: null,
  };
}

function firstTurn(input: CallInput, menu: CallMenu): CallTurn {
  const session = newSession(menu);
  // An agent's phone must never hear the customers' menu.
  if (input.kind === 'agent-leg' || input.kind === 'agent-leg-keys') return agentRefused(session, 'callGone', input.locale ?? session.locale);
  if (input.kind !== 'start') {
    if (menu.services.length === 0) return placeTurn(session, true, greetingPrompts(menu));
    return turn(session, [say(session.locale, wordsOf(session.locale).restarted), ...currentMenu(session, menu)]);
  }
  if (input.toVoicemail) return atOnceToVoicemail(session, input.toVoicemail, menu);
  const greeting = greetingPrompts(menu, input.caller?.name);
  if (menu.services.length === 0) return placeTurn(session, true, greeting);
  const open = input.caller?.openTicket ?? null;
  const known: CallSession = { ...session, open, phase: open && session.phase !== 'language' ? 'known' : session.phase };
  return turn(known, [...greeting, ...currentMenu(known, menu)]);
}

/** Whoever is not let through is told why, in each language of the greeting, and may leave a message; never silence. */
function atOnceToVoicemail(session: CallSession, why: NonNullable<InputOf<'start'>['toVoicemail']>, menu: CallMenu): CallTurn {
  const told = greetingPrompts(menu).map(({ locale, text }) => {
    const words = wordsOf(locale);
    return say(locale, text, words.notLetThrough[why], words.leaveMessage);
  });
  return turn({ ...session, phase: 'voicemail' }, [...told, recordMessage(menu)]);
}

function currentMenu(session: CallSession, menu: CallMenu): Prompt[] {
  return isMenuPhase(session.phase) ? [menuPrompt(session, session.phase, menu)] : [];
}

/** A request that does not fit the call's phase moves nothing: the line goes on with what it was doing. */
function resume(session: CallSession, menu: CallMenu): CallTurn {
  switch (session.phase) {
    case 'placing':
      return turn(session, [], { place: { wantsPerson: false } });
    case 'waiting':
    case 'bridging':
    case 'bridged':
      return turn(session, [{ verb: 'enqueue' }]);
    case 'voicemail':
      return turn(session, takeMessage(session, menu));
    case 'adding-words':
      return turn(session, addWords(session, menu));
    case 'ended':
      return turn(session, []);
    default:
      return turn(session, currentMenu(session, menu));
  }
}

/** Keys or words at a menu, or while the voicemail offers a callback. */
function answered(session: CallSession, input: InputOf<'keys' | 'said'>, menu: CallMenu): CallTurn {
  if (isMenuPhase(session.phase)) {
    return input.kind === 'keys'
      ? answerMenu(session, session.phase, input.digits, menu)
      : answerWords(session, session.phase, input, menu);
  }
  if (session.phase !== 'voicemail' || session.ticketNumber === null) return resume(session, menu);
  if (input.kind === 'keys') return input.digits === '2' ? openCallback(session, menu) : resume(session, menu);
  if (spokenKey(input.words) === '2' || containsChoice(input.words, 'callback')) return openCallback(session, menu);
  const words = isAboutSomething(input.words) ? keepWords(session.words, input.words) : session.words;
  return resume({ ...session, words }, menu);
}

function placed(session: CallSession, input: InputOf<'placed'>, menu: CallMenu): CallTurn {
  if (session.phase === 'ended') return turn(session, []);
  const { locale } = session;
  const words = wordsOf(locale);
  const number = tellNumber(input.ticketNumber, locale);
  const known: CallSession = { ...session, misses: 0, ticketNumber: input.ticketNumber, waitTurns: 0, toldPosition: null };
  if (input.to === 'queue') {
    return turn({ ...known, phase: 'waiting' }, [number, say(locale, words.staffed), ...tellConsent(menu, locale), { verb: 'enqueue' }]);
  }
  const opens = input.because === 'closed' ? wallMoment(input.opensAt, input.zone, locale) : null;
  const why = say(locale, input.because === 'closed' ? words.closed : words.nobody, opens ? words.opensAgain(words.moment(opens)) : '');
  return turn({ ...known, phase: 'voicemail' }, [number, why, ...offerCallbackOrMessage(known, menu)]);
}

function addWords(session: CallSession, menu: CallMenu): Prompt[] {
  return [say(session.locale, wordsOf(session.locale).addWordsNow), recordMessage(menu)];
}

function recorded(session: CallSession, input: InputOf<'recorded'>, menu: CallMenu): CallTurn {
  const { locale, ticketNumber } = session;
  const words = wordsOf(locale);
  if (session.phase === 'adding-words') {
    const number = spelled(session.open?.number ?? '', locale);
    if (input.seconds > 0) return goodbye(session, [say(locale, words.wordsAdded(number))]);
    const nothing = say(locale, words.nothingRecorded);
    if (session.misses === 0) return turn({ ...session, misses: 1 }, [nothing, ...addWords(session, menu)]);
    return goodbye(session, [nothing, say(locale, words.openTicketStays(number))]);
  }
  const thanks: Prompt[] = [say(locale, words.messageTaken)];
  if (ticketNumber) thanks.push(tellNumber(ticketNumber, locale));
  const { prompts, session: over } = goodbye(session, thanks);
  // A recording that ended because an agent is being connected does not end the call.
  return turn(isWithAgent(session) ? session : over, prompts);
}

function bridge(session: CallSession, input: InputOf<'bridge'>, menu: CallMenu): CallTurn {
  if (session.phase === 'ended') return turn(session, []);
  const { target, assignmentId } = input;
  return turn({ ...session, phase: 'bridging' }, [
    say(session.locale, wordsOf(session.locale).connecting),
    { verb: 'dial', target, assignmentId, ringSeconds, ...(menu.consent && { record: true }) },
  ]);
}

function dialEnded(session: CallSession, input: InputOf<'dial-ended'>): CallTurn {
  if (session.phase === 'ended') return turn(session, []);
  if (input.answered) return goodbye(session, []);
  const sorry = say(session.locale, wordsOf(session.locale).agentMissed);
  return turn({ ...session, phase: 'waiting', toldPosition: null }, [sorry, { verb: 'enqueue' }]);
}
