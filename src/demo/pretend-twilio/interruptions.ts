import type { Way } from './line-world.ts';
import type { Move } from './mailbox.ts';

/** A hang-up or redirect; null for everything a person does on a line that goes on. */
export function interruptionOf(move: Move): Way | null {
  if (move.kind === 'hang-up') return { kind: 'hung-up' };
  return move.kind === 'redirect' ? { kind: 'redirected', url: move.url } : null;
}

/** Refuses every move but these; hanging up is always possible. */
export function kindsOnly(...kinds: Move['kind'][]): (move: Move) => string | null {
  return (move) => (move.kind === 'hang-up' || kinds.includes(move.kind) ? null : `Nobody listens for ${move.kind} here.`);
}
