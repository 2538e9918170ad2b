import { z } from 'zod';
import { availabilities, type AgentRole, type Availability } from '../desk/agents/index.ts';
import type { EventName } from '../desk/events/index.ts';
import type { TicketSummary } from '../desk/tickets/index.ts';
import { numberSchema, type CallRequestName, type callRequestSchemas } from './call-requests.ts';

/** The answer to a request of an agent's screen; `ticket` only to an accepted offer and to what was asked about a call. */
export type Answer =
  | { ok: true; ticket?: TicketSummary }
  | { error: { code: string; message: string; fields?: Record<string, string> } };
type Acknowledge = (answer: Answer) => void;

/** `reason`: the key of one of the desk's reasons, for who is away. */
export const setPresenceSchema = z.object({ availability: z.enum(availabilities), reason: z.string().max(60).nullish() });
export const wrapUpDoneSchema = z.object({}).nullish();
export const watchSchema = z.object({ number: numberSchema });
export const acceptOfferSchema = z.object({ offerId: z.uuid() });
export const declineOfferSchema = z.object({ offerId: z.uuid(), reason: z.string().trim().max(500).transform((reason) => reason || null).nullish() });

/** About a caller on the line; acknowledged with the ticket. */
export type CallScreenRequests = {
  [Name in CallRequestName]: (payload: z.input<(typeof callRequestSchemas)[Name]>, acknowledge: Acknowledge) => void;
};

/** From an agent's screen. Every request is answered when it brings an acknowledgement. */
export interface ScreenRequests extends CallScreenRequests {
  'presence:set': (payload: z.input<typeof setPresenceSchema>, acknowledge: Acknowledge) => void;
  /** What was to be written down after the last call is. */
  'presence:wrap-up-done': (payload: z.input<typeof wrapUpDoneSchema>, acknowledge: Acknowledge) => void;
  /** This ticket is on the screen; who else looks at it is told by `ticket:watchers`. */
  'ticket:watch': (payload: z.input<typeof watchSchema>, acknowledge: Acknowledge) => void;
  'ticket:unwatch': (payload: z.input<typeof watchSchema>, acknowledge: Acknowledge) => void;
  /** Something is being written on it; send it every few seconds while it is. */
  'ticket:typing': (payload: z.input<typeof watchSchema>, acknowledge: Acknowledge) => void;
  'offer:accept': (payload: z.input<typeof acceptOfferSchema>, acknowledge: Acknowledge) => void;
  'offer:decline': (payload: z.input<typeof declineOfferSchema>, acknowledge: Acknowledge) => void;
}

/** An agent as screens show them. */
export interface AgentView {
  id: string;
  name: string;
  role: AgentRole;
  teams: string[];
  availability: Availability;
  awayReason: string | null;
  /** After a call, until when nothing is offered: ISO 8601 in UTC; null while offers come. */
  wrapUpUntil: string | null;
  capacity: number;
  load: number;
}

/** Work that waits for an agent, of one team and priority. `oldestAt` is ISO 8601 in UTC. */
export interface WaitingLine {
  team: string;
  priority: string | null;
  count: number;
  oldestAt: string;
}

export interface OfferView {
  offerId: string;
  /** Both are ISO 8601 in UTC. */
  offeredAt: string;
  expiresAt: string;
  ticket: TicketSummary;
  /** The first words of whoever asks, on one line and cut to 280 characters; null when they said none. */
  preview: string | null;
  /** Since when it waits for somebody to take it, ISO 8601 in UTC. */
  waitingSince: string;
}

/**
 * To an agent's screen. `seq` is a place in the published log: whoever saw an event has been sent everything of
 * theirs before it, so the highest one is what `since` asks to go on from. Repeats have the same name and `seq`.
 */
export interface ScreenEvents {
  /** First on every connect: how things are now. What follows goes on after `seq`. */
  state: (state: {
    seq: number;
    /** The desk's clock, ISO 8601 in UTC. */
    now: string;
    agent: AgentView;
    offers: OfferView[];
    assignments: { assignmentId: string; startedAt: string; ticket: TicketSummary }[];
  }) => void;
  /** `since` was too old or not ours: what was missed is not told; read it anew over HTTP. */
  resync: (place: { seq: number }) => void;
  offer: (offer: OfferView & { seq: number }) => void;
  'offer:withdrawn': (end: { seq: number; offerId: string; reason: string }) => void;
  'ticket:updated': (change: { seq: number; name: EventName; reason: string | null; ticket: TicketSummary }) => void;
  /** Everybody who has this ticket on their screen now, the viewer too. */
  'ticket:watchers': (watchers: { number: string; people: { id: string; name: string; typing: boolean }[] }) => void;
  'agent:changed': (change: { seq: number; agentId: string; availability: string | null; awayReason: string | null; reason: string | null; wrapUpUntil: string | null }) => void;
  'queue:stats': (stats: { seq: number; waiting: WaitingLine[] }) => void;
  /** The session was revoked or is over; the server closes the connection. */
  'session:ended': (end: { code: 'session_ended' }) => void;
}
