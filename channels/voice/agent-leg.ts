import type { CallInput, CallSession, CallTurn, Locale } from '../../src/core/index.ts';
import { say } from './prompts.ts';
import { turn } from './turn.ts';
import { wordsOf } from './words.ts';

const agentAnswerSeconds = 10;

/** Asks whoever picked up the agent's phone to press 1: a mailbox does not. */
export function agentLeg(session: CallSession, input: Extract<CallInput, { kind: 'agent-leg' }>): CallTurn {
  const locale = input.locale ?? session.locale;
  if (session.phase !== 'bridging') return agentRefused(session, 'callGone', locale);
  return turn(session, [{ verb: 'ask', say: [say(locale, wordsOf(locale).agentOffer)], keys: 1, seconds: agentAnswerSeconds }]);
}

/** 1 lets the caller through; everything else gives the call back. */
export function agentAnswered(session: CallSession, input: Extract<CallInput, { kind: 'agent-leg-keys' }>): CallTurn {
  const locale = input.locale ?? session.locale;
  if (session.phase === 'bridged') return turn(session, []);
  if (session.phase !== 'bridging') return agentRefused(session, 'callGone', locale);
  if (input.digits !== '1') return agentRefused(session, 'agentDeclined', locale);
  return turn({ ...session, phase: 'bridged' }, [], { agentTookCall: true });
}

export function agentRefused(session: CallSession, why: 'callGone' | 'agentDeclined', locale: Locale): CallTurn {
  return turn(session, [say(locale, wordsOf(locale)[why]), { verb: 'hang-up' }]);
}
