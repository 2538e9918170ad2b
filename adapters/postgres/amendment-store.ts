import { sql, type RawBuilder } from 'kysely';
import type { AmendmentStore } from '../../src/intake/amendment-store.ts';
import { addressLock, lockNames } from './advisory-locks.ts';
import type { Connection } from './database.ts';
import { addSearchWords } from './search-words.ts';

interface Row {
  duplicate: boolean;
  blocked: boolean;
  contact_id: string | null;
  ticket_id: string | null;
  text: string | null;
  how: 'edited' | 'deleted' | null;
  amended_at: Date | null;
}

/** The latest change of the contact `contactId`; no row while there was none. */
export function latestAmendment(contactId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select a.how, a.text, a.received_at from amendments a where a.contact_id = ${contactId} order by a.received_at desc, a.id desc limit 1`;
}

/** What the contact `c` says now: nothing when it was taken back. */
export const presentText = sql`coalesce((select l.text from (${latestAmendment(sql.ref('c.id'))}) l), c.text)`;

/** Whether the contact `c` was taken back. */
export const isTakenBack = sql`exists (select from amendments a where a.contact_id = c.id and a.how = 'deleted')`;

export function amendmentStore(connection: Connection): AmendmentStore {
  return {
    serialise: ({ channel, providerId, amends, from }) =>
      lockNames(connection, [
        `claim ${channel} ${providerId}`, `claim ${channel} ${amends.providerId}`, ...from.map((address) => addressLock(address)),
      ]),
    lookUp: async ({ channel, providerId, amends, from }) => {
      const [sender] = from;
      const { rows } = await sql<Row>`
        select exists (select from amendments where channel = ${channel} and provider_id = ${providerId}) as duplicate,
          exists (select from blocked_addresses b where b.kind = ${sender?.kind ?? null} and b.value = ${sender?.value ?? null}) as blocked,
          c.id as contact_id, v.ticket_id, coalesce(l.text, c.text) as text, l.how, l.received_at as amended_at
        from (select) as one
        left join contacts c on c.channel = ${channel} and c.provider_id = ${amends.providerId}
        left join conversations v on v.id = c.conversation_id
        left join lateral (${latestAmendment(sql.ref('c.id'))}) l on true`.execute(connection);
      const row = rows[0];
      const { contact_id: id = null, ticket_id: ticketId = null } = row ?? {};
      return {
        isDuplicate: row?.duplicate === true,
        blocked: row?.blocked === true,
        contact: id === null || ticketId === null
          ? null
          : { id, ticketId, text: row?.text ?? '', isDeleted: row?.how === 'deleted', amendedAt: row?.amended_at ?? null },
      };
    },
    add: async ({ channel, providerId, amends, text, fromText, receivedAt }, { id, contactId, ticketId }) => {
      await sql`with amended as (
          insert into amendments (id, contact_id, channel, provider_id, how, text, from_text, received_at)
          values (${id}::uuid, ${contactId}::uuid, ${channel}, ${providerId}, ${amends.how}, ${text}, ${fromText}, ${receivedAt}::timestamptz)
        ) ${addSearchWords(ticketId, text)}`.execute(connection);
    },
  };
}
