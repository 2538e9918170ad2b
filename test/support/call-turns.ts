import { callFlow } from '../../channels/index.ts';
import type { CallInput, CallMenu, CallSession, CallTurn, Prompt, SpokenGuess } from '../../src/core/index.ts';
import { testMenu } from './call-menu.ts';

/** The last turn of a call in which all of this happened. */
export function follow(inputs: CallInput[], menu: CallMenu = testMenu): CallTurn {
  let session: CallSession | null = null;
  let last: CallTurn | null = null;
  for (const input of inputs) {
    last = callFlow(session, input, menu);
    session = last.session;
  }
  if (!last) throw new Error('a call needs at least one input');
  return last;
}

export function press(...digits: string[]): CallInput[] {
  return digits.map((one): CallInput => ({ kind: 'keys', digits: one }));
}

export function keys(...digits: string[]): CallInput[] {
  return [{ kind: 'start' }, ...press(...digits)];
}

export function said(words: string, ...guesses: SpokenGuess[]): CallInput {
  return { kind: 'said', words, guesses };
}

export function heard(prompts: Prompt[]): string {
  return prompts
    .flatMap((prompt) => (prompt.verb === 'ask' ? prompt.say : [prompt]))
    .map((prompt) => (prompt.verb === 'say' ? prompt.text : ''))
    .filter(Boolean)
    .join(' ');
}

export function verbs(turn: CallTurn): string[] {
  return turn.prompts.map((prompt) => prompt.verb);
}

type Placed = Extract<CallInput, { kind: 'placed' }>;
export const toQueue: Placed = { kind: 'placed', ticketNumber: 'V-1042', to: 'queue', because: 'staffed' };
export const toVoicemail: Placed = { kind: 'placed', ticketNumber: 'V-1042', to: 'voicemail', because: 'nobody' };
export const bridge: CallInput = { kind: 'bridge', assignmentId: 'a1', target: { kind: 'number', value: '+573009998877' } };
export const waiting: Extract<CallInput, { kind: 'waiting' }> = { kind: 'waiting', position: 3, estimateSeconds: 130 };
/** A caller in the line who has heard where they stand. */
export const queued: CallInput[] = [...keys('1', '1', '1'), toQueue];

export function inLine(digits: string): CallInput {
  return { kind: 'waiting-keys', digits, position: 3, estimateSeconds: null };
}
