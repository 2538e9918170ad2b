import { sql, type RawBuilder } from 'kysely';
import { ticketNumber } from '../../src/core/index.ts';
import type { Hook, HookAttempt, HookDelivery, HookEvent, HookTicket } from '../../src/desk/hooks/index.ts';
import type { Connection } from './database.ts';

export interface HookRow extends Pick<Hook, 'id' | 'url' | 'description' | 'events' | 'active'> {
  includes_words: boolean;
  off_reason: Hook['offReason'];
  off_at: Date | null;
  failing_since: Date | null;
  previous_secret_until: Date | null;
  created_by: string;
  by_name: string;
  created_at: Date;
  updated_at: Date;
}

/** Everything of a hook but its secrets. */
export const hookColumns = sql`h.id, h.url, h.description, h.events, h.includes_words, h.active, h.off_reason, h.off_at, h.failing_since,
  h.previous_secret_until, h.created_by, h.created_at, h.updated_at, a.name as by_name`;

export function hookOf(row: HookRow): Hook {
  return {
    id: row.id, url: row.url, description: row.description, events: row.events, includesWords: row.includes_words, active: row.active,
    offReason: row.off_reason, offAt: row.off_at, failingSince: row.failing_since, previousSecretUntil: row.previous_secret_until,
    createdBy: { id: row.created_by, name: row.by_name }, createdAt: row.created_at, updatedAt: row.updated_at,
  };
}

export interface DeliveryRow extends Pick<HookDelivery, 'id' | 'event' | 'status' | 'tries' | 'replays'> {
  hook_id: string;
  seq: string | null;
  ticket_number: number | null;
  next_try_at: Date | null;
  attempts: HookAttempt[];
  created_at: Date;
  concluded_at: Date | null;
}

export const deliveryColumns = sql`d.id, d.hook_id, d.seq, d.event, d.ticket_number, d.status, d.tries, d.replays, d.next_try_at, d.attempts,
  d.created_at, d.concluded_at`;

export function hookDeliveryOf(row: DeliveryRow): HookDelivery {
  return {
    id: row.id, hookId: row.hook_id, seq: row.seq === null ? null : Number(row.seq), event: row.event, status: row.status, tries: row.tries,
    replays: row.replays, ticket: row.ticket_number === null ? null : ticketNumber(row.ticket_number), nextTryAt: row.next_try_at,
    attempts: row.attempts, createdAt: row.created_at, concludedAt: row.concluded_at,
  };
}

interface EventRow
  extends Pick<HookEvent, 'at' | 'name' | 'reason' | 'before' | 'after'>,
    Omit<HookTicket, 'number' | 'agent' | 'customerId' | 'openedAt' | 'dueAt' | 'resolvedAt'> {
  seq: string;
  actor_kind: HookEvent['actor']['kind'];
  actor_id: string | null;
  actor_name: string | null;
  number: number | null;
  agent_id: string | null;
  agent_name: string | null;
  customer_id: string | null;
  opened_at: Date;
  due_at: Date | null;
  resolved_at: Date | null;
}

/** Published events with their tickets, by their `seq`. */
export async function readHookEvents(connection: Connection, rest: RawBuilder<unknown>): Promise<HookEvent[]> {
  const { rows } = await sql<EventRow>`
    select e.seq, e.at, e.name, e.actor_kind, e.actor_id, by.name as actor_name, e.reason, e.before, e.after,
      t.number, t.kind, t.status, t.subject, t.priority, t.impact, t.urgency, t.tier, t.team, t.service, t.entry, t.channel, t.tags,
      t.agent_id, a.name as agent_name, t.customer_id, t.opened_at, t.due_at, t.resolved_at, t.version
    from events e
    left join tickets t on t.id = e.ticket_id
    left join agents a on a.id = t.agent_id
    left join agents by on e.actor_kind = 'agent' and by.id = e.actor_id
    where ${rest}`.execute(connection);
  return rows.map((row) => ({
    seq: Number(row.seq), at: row.at, name: row.name, reason: row.reason, before: row.before, after: row.after,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    ticket: row.number === null ? null : ticketOf(row, row.number),
  }));
}

function ticketOf(row: EventRow, number: number): HookEvent['ticket'] {
  const { kind, status, subject, priority, impact, urgency, tier, team, service, entry, channel, tags, version } = row;
  return {
    number, kind, status, subject, priority, impact, urgency, tier, team, service, entry, channel, tags, version,
    agent: row.agent_id === null ? null : { id: row.agent_id, name: row.agent_name ?? '' },
    customerId: row.customer_id, openedAt: row.opened_at, dueAt: row.due_at, resolvedAt: row.resolved_at,
  };
}
