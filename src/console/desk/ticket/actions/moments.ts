import { serverNow } from '../../../shared/times.ts';

/** What a `datetime-local` field holds, as ISO 8601 in UTC; null when it is empty or not complete. */
export function readMoment(written: string): string | null {
  if (written === '') return null;
  const moment = new Date(written);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** Whether a written moment has passed by the desk's clock. */
export function hasPassed(written: string): boolean {
  const moment = readMoment(written);
  return moment !== null && Date.parse(moment) <= serverNow();
}
