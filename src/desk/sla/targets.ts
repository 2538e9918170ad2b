import { addOpenMinutes } from '../calendars/index.ts';
import { findEntry, slaTarget, type DeskDefinition, type Priority } from '../definition/index.ts';

/** When an answer and a solution are due, counted in the open hours of the promise's calendar from `from`. */
export function dueTimes(
  desk: DeskDefinition,
  entryKey: string | null,
  priority: Priority,
  from: Date,
): { respondBy: Date; resolveBy: Date } {
  const entry = entryKey === null ? null : findEntry(desk, entryKey);
  const target = slaTarget(desk, entry, priority);
  return {
    respondBy: addOpenMinutes(target.calendar, from, target.respond),
    resolveBy: addOpenMinutes(target.calendar, from, target.resolve),
  };
}
