import { sql, type RawBuilder } from 'kysely';
import type { ConsentStore, Pair } from '../../src/desk/consent/index.ts';
import type { Connection } from './database.ts';

/** Columns of a pair of addresses, whichever table they are of. */
export interface PairColumns {
  channel: RawBuilder<unknown>;
  theirsKind: RawBuilder<unknown>;
  theirs: RawBuilder<unknown>;
  ours: RawBuilder<unknown>;
}

/** Conversations of a pair that are looked through, the latest used first: an address may have tens of thousands, and only what the desk wrote since could stand before the customer's last word. */
const mostConversations = 200;

/** Whether the customer said stop on this pair, and when they wrote last on it: what decides if we may write. */
export function pairFacts({ channel, theirsKind, theirs, ours }: PairColumns): { stopped: RawBuilder<unknown>; lastContactAt: RawBuilder<unknown> } {
  const consent = sql`from consents s where s.channel = ${channel} and s.theirs_kind = ${theirsKind} and s.theirs = ${theirs} and s.ours = ${ours}`;
  return {
    stopped: sql`coalesce((select s.stopped ${consent}), false)`,
    lastContactAt: sql`greatest(
      (select max(k.received_at) from (
          select w.id from conversations w
          where w.channel = ${channel} and w.theirs_kind = ${theirsKind} and w.theirs = ${theirs} and w.ours = ${ours}
          order by w.last_contact_at desc limit ${sql.lit(mostConversations)}
        ) latest join contacts k on k.conversation_id = latest.id and k.channel = ${channel}),
      (select s.changed_at ${consent} and s.source = 'customer'))`,
  };
}

export function consentStore(connection: Connection): ConsentStore {
  const whereIs = (pair: Pair) => sql`channel = ${pair.channel} and theirs_kind = ${pair.theirs.kind}
    and theirs = ${pair.theirs.value} and ours = ${pair.ours}`;
  return {
    isStopped: async (pair) => {
      const { rows } = await sql<{ stopped: boolean }>`select stopped from consents where ${whereIs(pair)}`.execute(connection);
      return rows[0]?.stopped ?? false;
    },
    note: async (pair, word) => {
      const { rows } = await sql<{ was: boolean | null; is: boolean | null }>`
        with before as (select stopped from consents where ${whereIs(pair)}), told as (
          insert into consents (channel, theirs_kind, theirs, ours, stopped, source, contact_id, changed_at)
          values (${pair.channel}, ${pair.theirs.kind}, ${pair.theirs.value}, ${pair.ours}, ${word.stopped}, ${word.source},
            ${word.contactId}::uuid, ${word.at})
          on conflict (channel, theirs_kind, theirs, ours) do update set stopped = excluded.stopped, source = excluded.source,
            contact_id = excluded.contact_id, changed_at = excluded.changed_at
          where consents.changed_at <= excluded.changed_at
          returning stopped
        )
        select (select stopped from before) as was, (select stopped from told) as is`.execute(connection);
      const row = rows[0];
      return row !== undefined && row.is !== null && row.is !== (row.was ?? false);
    },
    claim: async (contact, place) => {
      await sql`insert into contacts (id, channel, provider_id, conversation_id, customer_id, from_text, to_text, subject, text,
          attachments, outcome, received_at)
        values (${place.contactId}, ${contact.channel}, ${contact.providerId}, ${place.conversationId}::uuid,
          ${place.customerId}::uuid, ${contact.fromText}, ${contact.to}, ${contact.subject ?? null}, ${contact.text},
          ${JSON.stringify(contact.attachments)}::jsonb, ${place.outcome}, ${contact.receivedAt})`.execute(connection);
    },
  };
}
