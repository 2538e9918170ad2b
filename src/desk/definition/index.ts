export { weekdays } from './calendar-schema.ts';
export { priorities } from './fields.ts';
export type * from './types.ts';
export { findEntry, findService, findTeam, serviceOfEntry } from './lookups.ts';
export { calendarOf, costOf, slaTarget, teamFor } from './lookups.ts';
