import { addOpenMinutes } from '../calendars/index.ts';
import { findEntry, findPlan, slaTarget, type DeskDefinition, type Priority } from '../definition/index.ts';

/** When an answer and a solution are due, counted in the open hours of the promise's calendar from `from`. The customer's plan may promise more than the entry. */
export function dueTimes(
  desk: DeskDefinition,
  entryKey: string | null,
  priority: Priority,
  from: Date,
  plan: string | null,
): { respondBy: Date; resolveBy: Date } {
  const entry = entryKey === null ? null : findEntry(desk, entryKey);
  const target = slaTarget(desk, entry, priority, findPlan(desk, plan));
  return {
    respondBy: addOpenMinutes(target.calendar, from, target.respond),
    resolveBy: addOpenMinutes(target.calendar, from, target.resolve),
  };
}
