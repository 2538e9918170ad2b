import { sql } from 'kysely';
import { newId } from '../../../src/core/index.ts';
import { isHeldOut, type LessonKind } from '../../../src/desk/lessons/index.ts';
import type { TestDesk } from '../../support/desk.ts';

export interface TaughtTicket {
  text: string;
  entry: string;
  subject?: string | null;
  agentId?: string;
  kind?: LessonKind;
  at?: Date;
  /** Whether it is to be one of those that models are compared by; left out: it is not. */
  held?: boolean;
}

/** Stores tickets that agents have taught something by, in their order; each by another agent unless said. Gives their ids. */
export async function storeTaught(desk: TestDesk, tickets: readonly TaughtTicket[]): Promise<string[]> {
  const rows = tickets.map(({ text, entry, subject = null, agentId = newId(), kind = 'corrected', at, held = false }, index) => ({
    ticket: idThat((id) => isHeldOut(id) === held), conversation: newId(), contact: newId(), text, subject, entry, agent: agentId, kind,
    at: at ?? new Date(desk.clock.now().getTime() + index),
  }));
  await sql`with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as g (ticket uuid, conversation uuid, contact uuid, text text, subject text, entry text, agent uuid, kind text, at timestamptz)
    ), t as (
      insert into tickets (id, kind, status, subject, channel, locale, cost, opened_at, queue_key, entry, impact, urgency)
      select ticket, 'request', 'resolved', 'x', 'web', 'es', 15, at, at, entry, 'low', 'low' from given
    ), v as (
      insert into conversations (id, ticket_id, channel, ours, last_contact_at) select conversation, ticket, 'web', 'x', at from given
    ), c as (
      insert into contacts (id, channel, provider_id, conversation_id, from_text, to_text, subject, text, received_at)
      select contact, 'web', contact::text, conversation, 'x', 'x', subject, text, at from given
    )
    insert into lessons (ticket_id, entry, impact, urgency, levels_changed, agent_id, kind, at)
    select ticket, entry, 'low', 'low', false, agent, kind, at from given`.execute(desk.database.db);
  return rows.map(({ ticket }) => ticket);
}

function idThat(fits: (id: string) => boolean): string {
  for (;;) {
    const id = newId();
    if (fits(id)) return id;
  }
}
