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
      if (collected.length > 0) await insertEvents(collected).execute(connection);
    },
  };
}
