import { AppError } from './errors.ts';

/** Throws `stale` (409) when something changed since whoever changes it now last saw it; `seen` null: they did not say. */
export function demandUnchanged(changedAt: Date, seen: Date | null): void {
  if (seen === null || seen.getTime() === changedAt.getTime()) return;
  throw new AppError({ code: 'stale', status: 409, publicMessage: `Somebody changed this meanwhile, at ${changedAt.toISOString()}.` });
}

/** The moment of a change, later than the one before it by a millisecond at least, so that no two versions have the same. */
export function momentAfter(before: Date, now: Date): Date {
  return new Date(Math.max(now.getTime(), before.getTime() + 1));
}
