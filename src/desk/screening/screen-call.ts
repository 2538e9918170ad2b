import type { DeskDefinition } from '../definition/index.ts';

/** Why a call gets voicemail and no menu; null: it is let through. `calls`: claimed of this number in the last hour. Our own numbers call as often as they like. */
export function screenCall(
  { desk, ownNumbers }: { desk: DeskDefinition; ownNumbers: ReadonlySet<string> },
  caller: { number: string; blocked: boolean; calls: number },
): 'blocked' | 'too-many' | null {
  if (caller.blocked) return 'blocked';
  if (ownNumbers.has(caller.number)) return null;
  return caller.calls >= desk.screening.callsPerHour ? 'too-many' : null;
}

/** The moment since which the calls of a number are counted. */
export function countedSince(at: Date): Date {
  return new Date(at.getTime() - 60 * 60_000);
}
