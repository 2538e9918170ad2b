import type { z } from 'zod';
import type { calendarSchema } from './calendar-schema.ts';
import type { prioritySchema, tierSchema } from './fields.ts';
import type { deskSchema } from './schema.ts';

/** A desk.yaml that was read, checked and completed with defaults. */
export type DeskDefinition = z.output<typeof deskSchema>;

export type Service = DeskDefinition['services'][number];
/** One thing the desk offers; its key is unique in the whole desk. */
export type CatalogEntry = Service['entries'][number];
export type TicketKind = CatalogEntry['kind'];
export type Team = DeskDefinition['teams'][number];
export type Tier = z.output<typeof tierSchema>;
export type Priority = z.output<typeof prioritySchema>;
export type SlaPolicy = DeskDefinition['slas'][string];
export type Mailbox = DeskDefinition['mailboxes'][number];
export type ImapSettings = NonNullable<Mailbox['imap']>;
export type Monitoring = DeskDefinition['monitoring'];
export type MonitoringSource = Monitoring['sources'][string];
export type MonitoringMail = Monitoring['mails'][number];
export type Plan = DeskDefinition['plans'][number];
export type OverflowStep = DeskDefinition['routing']['overflow'][number];
/** Minutes of open time. */
export type SlaTarget = SlaPolicy['targets'][Priority];

export type BusinessCalendar = z.output<typeof calendarSchema>;
/** Minutes after local midnight; `closes` is above 1440 when the hours run past midnight. */
export interface OpenHours {
  opens: number;
  closes: number;
}
