import type { CallFlow, CallInput, CallMenu, CallSession, CallTurn, Prompt } from '../../src/core/index.ts';
import { answerMenu } from './menu-answers.ts';
import { greetingPrompts, isMenuPhase, menuPrompt, openingPhase } from './menus.ts';
import { say, takeMessage, tellNumber, waitInLine } from './prompts.ts';
import { wordsOf } from './words.ts';

type InputOf<Kind extends CallInput['kind']> = Extract<CallInput, { kind: Kind }>;

const ringSeconds = 20;
const agentAnswerSeconds = 10;

/**
 * The telephone's conversation, one turn at a time. Never throws; a call is only hung up after a voicemail,
 * after a conversation with an agent, and on an agent's leg that did not take the call.
 */
export const callFlow: CallFlow = (session, input, menu) => {
  if (session === null) return firstTurn(input, menu);
  switch (input.kind) {
    case 'start':
      return resume(session, menu);
    case 'keys':
      return isMenuPhase(session.phase) ? answerMenu(session, session.phase, input.digits, menu) : resume(session, menu);
    case 'placed':
      return placed(session, input);
    case 'waiting':
      return waiting(session, input);
    case 'waiting-keys':
      return input.digits === '1' ? leaveQueue(session, input) : waiting(session, input);
    case 'left-queue':
      return leftQueue(session, input);
    case 'recorded':
      return recorded(session);
    case 'bridge':
      return bridge(session, input);
    case 'agent-leg':
      return agentLeg(session);
    case 'agent-leg-keys':
      return agentAnswered(session, input);
    case 'dial-ended':
      return dialEnded(session, input);
    default:
      return resume(session, menu);
  }
};

function turn(session: CallSession, prompts: Prompt[]): CallTurn {
  return { session, prompts, place: null, agentTookCall: false };
}

function newSession(menu: CallMenu): CallSession {
  const locale = menu.locale ?? menu.defaultLocale;
  const opening = openingPhase(menu);
  return {
    phase: menu.locale ? opening : 'language',
    locale,
    service: opening === 'entry' ? menu.service : null,
    entry: null,
    urgency: null,
    impact: null,
    misses: 0,
    ticketNumber: null,
    words: null,
    guess: null,
    open: null,
    callbackNumber: null,
    waitTurns: 0,
  };
}

function firstTurn(input: CallInput, menu: CallMenu): CallTurn {
  const session = newSession(menu);
  // An agent's phone must never hear the customers' menu.
  if (input.kind === 'agent-leg' || input.kind === 'agent-leg-keys') return agentRefused(session, 'callGone');
  if (menu.services.length === 0) {
    const prompts = greetingPrompts(menu);
    return { ...turn({ ...session, phase: 'placing' }, prompts), place: { wantsPerson: true } };
  }
  const opening =
    input.kind === 'start' ? greetingPrompts(menu) : [say(session.locale, wordsOf(session.locale).restarted)];
  return turn(session, [...opening, ...currentMenu(session, menu)]);
}

function currentMenu(session: CallSession, menu: CallMenu): Prompt[] {
  return isMenuPhase(session.phase) ? [menuPrompt(session, session.phase, menu)] : [];
}

/** A request that does not fit the call's phase moves nothing: the line goes on with what it was doing. */
function resume(session: CallSession, menu: CallMenu): CallTurn {
  switch (session.phase) {
    case 'placing':
      return { ...turn(session, []), place: { wantsPerson: false } };
    case 'waiting':
    case 'bridging':
    case 'bridged':
      return turn(session, [{ verb: 'enqueue' }]);
    case 'voicemail':
      return turn(session, takeMessage(session.locale));
    case 'ended':
      return turn(session, []);
    default:
      return turn(session, currentMenu(session, menu));
  }
}

function placed(session: CallSession, input: InputOf<'placed'>): CallTurn {
  if (session.phase === 'ended') return turn(session, []);
  const { locale } = session;
  const words = wordsOf(locale);
  const number = tellNumber(input.ticketNumber, locale);
  const known = { ...session, misses: 0, ticketNumber: input.ticketNumber };
  if (input.to === 'queue') {
    return turn({ ...known, phase: 'waiting' }, [number, say(locale, words.staffed), { verb: 'enqueue' }]);
  }
  const why = input.because === 'closed' ? words.closed : words.nobody;
  return turn({ ...known, phase: 'voicemail' }, [number, say(locale, why), ...takeMessage(locale)]);
}

function waiting(session: CallSession, input: InputOf<'waiting' | 'waiting-keys'>): CallTurn {
  if (session.phase === 'ended') return turn(session, []);
  if (session.phase === 'voicemail') return turn(session, [{ verb: 'leave-queue' }]);
  // The agent's phone is about to ring: nothing to announce any more.
  if (withAgent(session)) return turn(session, [{ verb: 'music' }, { verb: 'continue' }]);
  return turn(session, waitInLine(session.locale, input.position, input.estimateSeconds));
}

function leaveQueue(session: CallSession, input: InputOf<'waiting-keys'>): CallTurn {
  if (session.phase === 'ended' || withAgent(session)) return waiting(session, input);
  return turn({ ...session, phase: 'voicemail' }, [{ verb: 'leave-queue' }]);
}

function leftQueue(session: CallSession, input: InputOf<'left-queue'>): CallTurn {
  if (session.phase === 'ended') return turn(session, []);
  switch (input.result) {
    case 'hung-up':
      return turn({ ...session, phase: 'ended' }, []);
    case 'bridged':
    case 'redirected':
      return turn(session, []);
    case 'left':
      return turn(atVoicemail(session), takeMessage(session.locale));
    case 'failed': {
      const sorry = say(session.locale, wordsOf(session.locale).sorryNoLine);
      return turn(atVoicemail(session), [sorry, ...takeMessage(session.locale)]);
    }
  }
}

/** An agent is being rung or is talking: late news of the waiting line moves nothing. */
function withAgent(session: CallSession): boolean {
  return session.phase === 'bridging' || session.phase === 'bridged';
}

function atVoicemail(session: CallSession): CallSession {
  return withAgent(session) ? session : { ...session, phase: 'voicemail' };
}

function recorded(session: CallSession): CallTurn {
  const { locale, ticketNumber } = session;
  const words = wordsOf(locale);
  const thanks: Prompt[] = [say(locale, words.messageTaken)];
  if (ticketNumber) thanks.push(tellNumber(ticketNumber, locale));
  // A recording that ended because an agent is being connected does not end the call.
  const after: CallSession = withAgent(session) ? session : { ...session, phase: 'ended' };
  return turn(after, [...thanks, say(locale, words.goodbye), { verb: 'hang-up' }]);
}

function bridge(session: CallSession, input: InputOf<'bridge'>): CallTurn {
  if (session.phase === 'ended') return turn(session, []);
  return turn({ ...session, phase: 'bridging' }, [
    say(session.locale, wordsOf(session.locale).connecting),
    { verb: 'dial', target: input.target, assignmentId: input.assignmentId, ringSeconds },
  ]);
}

function agentLeg(session: CallSession): CallTurn {
  if (session.phase !== 'bridging') return agentRefused(session, 'callGone');
  const offer = say(session.locale, wordsOf(session.locale).agentOffer);
  return turn(session, [{ verb: 'ask', say: [offer], keys: 1, seconds: agentAnswerSeconds }]);
}

function agentAnswered(session: CallSession, input: InputOf<'agent-leg-keys'>): CallTurn {
  if (session.phase === 'bridged') return turn(session, []);
  if (session.phase !== 'bridging') return agentRefused(session, 'callGone');
  if (input.digits !== '1') return agentRefused(session, 'agentDeclined');
  return { ...turn({ ...session, phase: 'bridged' }, []), agentTookCall: true };
}

function agentRefused(session: CallSession, why: 'callGone' | 'agentDeclined'): CallTurn {
  return turn(session, [say(session.locale, wordsOf(session.locale)[why]), { verb: 'hang-up' }]);
}

function dialEnded(session: CallSession, input: InputOf<'dial-ended'>): CallTurn {
  if (session.phase === 'ended') return turn(session, []);
  const words = wordsOf(session.locale);
  if (input.answered) {
    return turn({ ...session, phase: 'ended' }, [say(session.locale, words.goodbye), { verb: 'hang-up' }]);
  }
  return turn({ ...session, phase: 'waiting' }, [say(session.locale, words.agentMissed), { verb: 'enqueue' }]);
}
