import type { z } from 'zod';
import type { catalogSchema, teamsSchema } from './routes/catalog.ts';
import type { prioritiesSchema } from './routes/priorities.ts';
import type { consoleSchema, voiceTokenSchema } from './routes/console.ts';
import type { agentSchema, colleagueSchema } from './schemas/agent.ts';
import type { announcementInForceSchema, announcementSchema } from './schemas/announcement.ts';
import type { ticketSchema, ticketSummarySchema } from './schemas/ticket.ts';

/** The shapes of answers, for our own pages: types only, so that a page which disagrees with the API does not compile. */
export type Agent = z.output<typeof agentSchema>;
export type Colleague = z.output<typeof colleagueSchema>;
export type TicketSummary = z.output<typeof ticketSummarySchema>;
export type Ticket = z.output<typeof ticketSchema>;
export type TimelineItem = Ticket['timeline'][number];
export type TimelineOf<Kind extends TimelineItem['kind']> = Extract<TimelineItem, { kind: Kind }>;
export type EventName = TimelineOf<'event'>['name'];
export type Priorities = z.output<typeof prioritiesSchema>;
export type Catalog = z.output<typeof catalogSchema>['services'];
export type Teams = z.output<typeof teamsSchema>['teams'];
export type Announcement = z.output<typeof announcementSchema>;
export type AnnouncementInForce = z.output<typeof announcementInForceSchema>;
export type ConsoleSettings = z.output<typeof consoleSchema>;
export type VoiceToken = z.output<typeof voiceTokenSchema>;
