import { RequestError } from '../shared/request.ts';
import type { Words } from './words.ts';

/** What went wrong, in the visitor's language; never the server's own words. */
export function faultWords(fault: unknown, words: Words): string {
  const { faults } = words;
  if (!(fault instanceof RequestError)) return faults.other;
  if (fault.code === 'offline') return faults.offline;
  if (fault.status === 429) return faults.slowDown;
  if (fault.status >= 500) return faults.unavailable;
  if (fault.status === 413) return faults.tooLarge;
  if (fault.status === 415) return faults.fileType;
  if (fault.code === 'invalid_transition') return faults.ended;
  return fault.status === 400 ? faults.invalid : faults.other;
}
