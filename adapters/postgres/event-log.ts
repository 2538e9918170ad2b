import { sql, type RawBuilder } from 'kysely';
import type { EventLog, NewEvent } from '../../src/desk/events/index.ts';
import type { Connection } from './database.ts';

/** The rows of these events as one insert, alone or as part of a larger statement. */
export function insertEvents(events: NewEvent[]): RawBuilder<unknown> {
  const rows = events.map(
    (event) => sql`(
      ${event.at}::timestamptz, ${event.effectiveAt ?? event.at}::timestamptz, ${event.name}, ${event.actor.kind},
      ${event.actor.id}::uuid, ${event.ticketId ?? null}::uuid, ${event.agentId ?? null}::uuid,
      ${event.contactId ?? null}::uuid, ${event.replyId ?? null}::uuid, ${event.noteId ?? null}::uuid,
      ${event.offerId ?? null}::uuid, ${event.reason ?? null},
      ${asJson(event.before)}::jsonb, ${asJson(event.after)}::jsonb)`,
  );
  return sql`insert into events (at, effective_at, name, actor_kind, actor_id, ticket_id, agent_id, contact_id,
    reply_id, note_id, offer_id, reason, before, after) values ${sql.join(rows)}`;
}

function asJson(value: Record<string, unknown> | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** More events than these are stored by one statement whatever their number: each other count is a statement of its own to prepare. */
const fewEvents = 20;

function insertMany(events: NewEvent[]): RawBuilder<unknown> {
  const rows = events.map((event, place) => ({
    place, at: event.at, effective_at: event.effectiveAt ?? event.at, name: event.name, actor_kind: event.actor.kind, actor_id: event.actor.id,
    ticket_id: event.ticketId ?? null, agent_id: event.agentId ?? null, contact_id: event.contactId ?? null, reply_id: event.replyId ?? null,
    note_id: event.noteId ?? null, offer_id: event.offerId ?? null, reason: event.reason ?? null, before: event.before ?? null, after: event.after ?? null,
  }));
  return sql`insert into events (at, effective_at, name, actor_kind, actor_id, ticket_id, agent_id, contact_id,
    reply_id, note_id, offer_id, reason, before, after)
    select at, effective_at, name, actor_kind, actor_id, ticket_id, agent_id, contact_id, reply_id, note_id, offer_id, reason,
      nullif(before, 'null'), nullif(after, 'null')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(place int, at timestamptz, effective_at timestamptz, name text, actor_kind text,
      actor_id uuid, ticket_id uuid, agent_id uuid, contact_id uuid, reply_id uuid, note_id uuid, offer_id uuid, reason text, before jsonb, after jsonb)
    order by place`;
}

/** Keeps a transaction's events until its end, so that they are one statement. */
export function collectEvents(): EventLog & { collected: NewEvent[]; store(connection: Connection): Promise<void> } {
  const collected: NewEvent[] = [];
  return {
    collected,
    append: (events) => {
      collected.push(...events);
      return Promise.resolve();
    },
    store: async (connection) => {
      if (collected.length === 0) return;
      await (collected.length > fewEvents ? insertMany(collected) : insertEvents(collected)).execute(connection);
    },
  };
}
