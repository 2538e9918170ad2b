import { weekdays } from './calendar-schema.ts';
import { expected } from './faults.ts';
import type { Finding } from './faults.ts';
import { priorities } from './fields.ts';
import { calendarOf } from './lookups.ts';
import type { BusinessCalendar, DeskDefinition } from './types.ts';

const weeksInTwentyYears = 1040;

/** Promises so long that their calendar's open hours would take more than twenty years to reach them. */
export function unreachableTargets(desk: DeskDefinition): Finding[] {
  return Object.entries(desk.slas).flatMap(([key, policy]) => {
    const most = weekMinutes(calendarOf(desk, policy.calendar)) * weeksInTwentyYears;
    return priorities.flatMap((priority): Finding[] => {
      const { resolve } = policy.targets[priority];
      if (resolve <= most) return [];
      const what = `at most ${most} minutes, which are twenty years of its calendar's open hours`;
      return [{ path: ['slas', key, 'targets', priority, 'resolve'], message: expected(what, resolve), at: 'value' }];
    });
  });
}

function weekMinutes({ hours }: BusinessCalendar): number {
  if (hours === 'always') return 7 * 1440;
  return weekdays.flatMap((day) => hours[day]).reduce((sum, span) => sum + span.closes - span.opens, 0);
}
