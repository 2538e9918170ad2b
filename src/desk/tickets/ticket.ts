import type { Level, Locale } from '../../core/index.ts';
import type { Priority, Tier } from '../definition/index.ts';

export const ticketKinds = ['incident', 'request', 'problem', 'complaint', 'question', 'alarm'] as const;
export type TicketKind = (typeof ticketKinds)[number];

export const ticketStatuses = [
  'new', 'queued', 'offered', 'assigned', 'waiting', 'resolved', 'closed', 'cancelled',
] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

/** Tags that one ticket may have. */
export const mostTags = 20;

/** Assets that people may name on one ticket. */
export const mostAssets = 50;

/** What the customer chose explicitly; it wins over what their words suggest. */
export interface Chosen {
  /** What it is, whatever the entry's own kind. */
  kind?: 'alarm' | undefined;
  service?: string | undefined;
  entry?: string | undefined;
  team?: string | undefined;
  impact?: Level | undefined;
  urgency?: Level | undefined;
  locale?: Locale | undefined;
  wantsPerson?: boolean | undefined;
  /** Nobody's words are in it: what it is about is not guessed from them. */
  wordless?: boolean | undefined;
}

/** The desk's unit of work, as one row. Only the holder of its row lock may change it; every change counts `version`. */
export interface Ticket {
  id: string;
  number: number;
  kind: TicketKind;
  status: TicketStatus;
  subject: string;
  service: string | null;
  entry: string | null;
  impact: Level | null;
  urgency: Level | null;
  priority: Priority | null;
  tier: Tier | null;
  team: string | null;
  agentId: string | null;
  channel: string;
  customerId: string | null;
  locale: Locale;
  /** Somebody is on the line. */
  live: boolean;
  /** Capacity units that an offer of it reserves. */
  cost: number;
  abandoned: boolean;
  /** Nothing matched well enough: tier 1 decides. */
  triage: boolean;
  confidence: number | null;
  skills: string[];
  /** The language its agent must speak; null when any will do. */
  agentLocale: Locale | null;
  chosen: Chosen;
  version: number;
  /** Counts what must be routed; `routedVersion` what has been. */
  routingVersion: number;
  routedVersion: number;
  queuedAt: Date | null;
  /** When its present wait began, from which the steps of waiting are counted; null for `queuedAt`. */
  waitsSince: Date | null;
  /** The place in the queue: lower goes first. */
  queueKey: Date | null;
  /** How many steps of its overflow are behind it. */
  overflowStep: number;
  /** When time next changes something about it while it waits; null: nothing will. */
  nextStepAt: Date | null;
  /** Who served this customer last and is asked first. */
  preferredAgentId: string | null;
  /** Until then it is kept for that agent; null: it is anybody's. */
  preferredUntil: Date | null;
  /** The plan its customer had when it was routed. */
  plan: string | null;
  openedAt: Date;
  respondBy: Date | null;
  resolveBy: Date | null;
  respondedAt: Date | null;
  resolvedAt: Date | null;
  waitingFor: 'customer' | 'vendor' | null;
  waitingUntil: Date | null;
  solution: string | null;
  /** Short words by which people gather tickets, in the order in which they were added. */
  tags: string[];
  mergedInto: string | null;
  /** Counts up to revoke the status link. */
  statusKey: number;
}

/** The target that must be met next; null when all are met or none is promised. */
export function nextTarget(ticket: Ticket): Date | null {
  if (ticket.status === 'resolved' || isEnded(ticket)) return null;
  return ticket.respondedAt === null ? ticket.respondBy ?? ticket.resolveBy : ticket.resolveBy;
}

export function isEnded(ticket: Pick<Ticket, 'status'>): boolean {
  return ticket.status === 'closed' || ticket.status === 'cancelled';
}

/** It is new and nothing is owed to it: routing leaves it where it is, because it hangs on another ticket that is worked on. */
export function isHeldBack(ticket: Pick<Ticket, 'status' | 'routingVersion' | 'routedVersion'>): boolean {
  return ticket.status === 'new' && ticket.routedVersion >= ticket.routingVersion;
}

/** Somebody on the line, or to be called, waits for an agent to take them. */
export function waitsAsCall(ticket: Pick<Ticket, 'live' | 'status'>): boolean {
  return ticket.live && (ticket.status === 'queued' || ticket.status === 'offered');
}

/** Resolved, closed and cancelled tickets take no agent's time. */
export function isSettled(ticket: Pick<Ticket, 'status'>): boolean {
  return ticket.status === 'resolved' || isEnded(ticket);
}
