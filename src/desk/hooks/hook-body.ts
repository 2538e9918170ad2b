import { ticketNumber } from '../../core/index.ts';
import type { Actor } from '../events/index.ts';
import { pingName, type HookEventName } from './hook-events.ts';

/** A published event with its ticket as that stands when it is handed on. */
export interface HookEvent {
  seq: number;
  at: Date;
  name: HookEventName;
  actor: Actor & { name: string | null };
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ticket: HookTicket | null;
}

export interface HookTicket {
  number: number;
  kind: string;
  status: string;
  subject: string;
  priority: string | null;
  impact: string | null;
  urgency: string | null;
  tier: number | null;
  team: string | null;
  service: string | null;
  entry: string | null;
  channel: string;
  tags: string[];
  agent: { id: string; name: string } | null;
  customerId: string | null;
  openedAt: Date;
  dueAt: Date | null;
  resolvedAt: Date | null;
  version: number;
}

/** What an event may tell of its change: keys and words of the desk's own, never an address, a name or what people wrote. */
const toldFields = [
  'status', 'impact', 'urgency', 'priority', 'tier', 'team', 'service', 'entry', 'agentId', 'channel', 'tags', 'kind',
  'waitingFor', 'waitingUntil', 'expiresAt', 'waitedSeconds', 'askedFor', 'seconds', 'tries', 'code', 'announcementId', 'downtimeId',
] as const;

/** The text that is signed and sent for one event. */
export function hookBody(event: HookEvent, { includesWords, publicUrl }: { includesWords: boolean; publicUrl: string }): string {
  const { seq, at, name, actor, ticket, before, after } = event;
  return JSON.stringify({
    type: name,
    timestamp: at.toISOString(),
    seq,
    data: {
      ticket: ticket && ticketView(ticket, { includesWords, publicUrl }),
      actor: { kind: actor.kind, id: actor.id, name: actor.name },
      reason: includesWords || isCode(event) ? event.reason : null,
      before: before && toldOf(before),
      after: after && toldOf(after),
    },
  });
}

/** The text of a test. */
export function pingBody(at: Date): string {
  return JSON.stringify({ type: pingName, timestamp: at.toISOString(), seq: null, data: {} });
}

/** What the desk itself gives as a reason is one of its codes; of anybody else it may be a sentence. */
function isCode({ actor, reason }: HookEvent): boolean {
  return actor.kind === 'desk' && reason !== null && /^[a-z][a-z_-]{0,39}$/.test(reason);
}

function ticketView({ number, subject, agent, ...ticket }: HookTicket, { includesWords, publicUrl }: { includesWords: boolean; publicUrl: string }) {
  const { openedAt, dueAt, resolvedAt, ...plain } = ticket;
  const shown = ticketNumber(number);
  return {
    number: shown,
    url: new URL(`tickets/${shown}`, publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`).href,
    ...(includesWords && { subject }),
    ...plain,
    agent,
    openedAt: openedAt.toISOString(), dueAt: dueAt?.toISOString() ?? null, resolvedAt: resolvedAt?.toISOString() ?? null,
  };
}

function toldOf(change: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(toldFields.flatMap((field) => {
    const value = change[field];
    return isPlain(value) ? [[field, value]] : [];
  }));
}

/** A word, a number or a short list of words. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 50 && value.every((one) => typeof one === 'string' && one.length <= 100);
  return value === null || typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= 100);
}
