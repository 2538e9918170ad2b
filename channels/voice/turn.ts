import type { CallSession, CallTurn, Prompt } from '../../src/core/index.ts';
import { say } from './prompts.ts';
import { wordsOf } from './words.ts';

/** A turn that asks nothing of the desk unless `more` says so. */
export function turn(session: CallSession, prompts: Prompt[], more: Partial<CallTurn> = {}): CallTurn {
  return { session, prompts, place: null, agentTookCall: false, ...more };
}

/** Asks the desk to open the ticket and to say where the caller goes. */
export function placeTurn(session: CallSession, wantsPerson: boolean, prompts: Prompt[] = []): CallTurn {
  return turn({ ...session, phase: 'placing', misses: 0, guess: null, doubt: null }, prompts, { place: { wantsPerson } });
}

/** The caller stands in the waiting line, or left it only to ask for a callback. */
export function isInLine(session: CallSession): boolean {
  return session.waitTurns > 0;
}

/** An agent is being rung or is talking: late news of menus, line and voicemail moves nothing. */
export function isWithAgent(session: CallSession): boolean {
  return session.phase === 'bridging' || session.phase === 'bridged';
}

export function goodbye(session: CallSession, prompts: Prompt[]): CallTurn {
  return turn({ ...session, phase: 'ended' }, [...prompts, say(session.locale, wordsOf(session.locale).goodbye), { verb: 'hang-up' }]);
}
