export { weekdays } from './calendar-schema.ts';
export { imapSchema } from './email-schema.ts';
export { DeskFaults, formatFault } from './faults.ts';
export type { Fault, Finding } from './faults.ts';
export { priorities } from './fields.ts';
export { calendarOf, costOf, findEntry, findPlan, findService, findTeam, ownMailAddressesOf, ownNumbersOf, mailboxOf, serviceOfEntry, slaTarget, teamFor } from './lookups.ts';
export { parseDesk, type ParsedDesk } from './parse-desk.ts';
export type * from './types.ts';
