import { sql, type Kysely } from 'kysely';
import type { Locale, MailPerson } from '../../src/core/index.ts';
import type { WayBackReader } from '../../src/desk/replies/index.ts';
import { replyStore } from './reply-store.ts';
import { endOfMerges } from './ticket-merges.ts';

/** Reads, outside of any transaction, what decides where an answer to a ticket would go. */
export function createWayBackReader(db: Kysely<unknown>): WayBackReader {
  return {
    read: async (number) => {
      const { rows } = await sql<{ id: string; number: number; locale: Locale; status_key: number }>`
        select t.id, t.number, t.locale, t.status_key from tickets asked
        join tickets t on t.id = (${endOfMerges(sql.ref('asked.id'))}) where asked.number = ${number}`.execute(db);
      const ticket = rows[0];
      if (!ticket) return null;
      const { id, locale, status_key: statusKey } = ticket;
      const conversation = await replyStore(db).latestConversation(id);
      const theirs = conversation?.theirs ?? null;
      const { rows: about } = await sql<{ copies: MailPerson[] | null; undeliverable: string | null }>`
        select (
          select jsonb_agg(jsonb_build_object('name', p.name, 'address', p.address) order by p.since, p.address)
          from participants p where p.conversation_id = ${conversation?.id ?? null}::uuid and p.role = 'copied' and p.address is distinct from ${theirs?.value ?? null}
        ) as copies, (
          select a.undeliverable_reason from addresses a
          where a.kind = ${theirs?.kind ?? null} and a.value = ${theirs?.value ?? null} and a.undeliverable_at is not null
        ) as undeliverable`.execute(db);
      return {
        ticket: { id, number: ticket.number, locale, statusKey }, conversation,
        copies: about[0]?.copies ?? [], undeliverable: about[0]?.undeliverable ?? null,
      };
    },
  };
}
