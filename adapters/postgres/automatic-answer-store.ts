import { sql } from 'kysely';
import type { AnswerFacts, AutomaticAnswerStore } from '../../src/desk/mails/index.ts';
import type { Connection } from './database.ts';

export function automaticAnswerStore(connection: Connection): AutomaticAnswerStore {
  return {
    facts: async (ticketId, at, upTo) => {
      // The conversation that an answer to this ticket goes to.
      const answered = sql`select theirs_kind, theirs from conversations where ticket_id = ${ticketId} order by last_contact_at desc, id limit 1`;
      // Sent together, done in this order: what is counted was committed before the lock was given.
      const [, { rows }] = await Promise.all([
        sql`select pg_advisory_xact_lock(hashtextextended(v.theirs, 12)) from (${answered}) v where v.theirs is not null`.execute(connection),
        sql<AnswerFacts>`
          select
            coalesce((select m.automatic is not null or m.authentication ->> 'dmarc' = 'fail' from conversations w join contacts c on c.conversation_id = w.id
              left join mails m on m.contact_id = c.id
              where w.ticket_id = ${ticketId} order by c.received_at, c.id limit 1), false) as "fromMachine",
            exists (select from addresses a where a.kind = v.theirs_kind and a.value = v.theirs
              and a.undeliverable_at is not null) as undeliverable,
            (select count(*)::int from (select from replies r
              where r.agent_id is null and r.theirs = v.theirs and r.theirs_kind = v.theirs_kind
                and r.created_at > ${at}::timestamptz - interval '24 hours' limit ${upTo.perAddressPerDay}) written) as "toAddress",
            (select count(*)::int from (select from replies r
              where r.agent_id is null and r.ticket_id = ${ticketId} and r.kind <> 'invitation'
                and r.created_at > ${at}::timestamptz - interval '1 hour' limit ${upTo.perTicketPerHour}) written) as "onTicket"
          from (select) one left join (${answered}) v on true`.execute(connection),
      ]);
      return rows[0] ?? { fromMachine: false, undeliverable: false, toAddress: 0, onTicket: 0 };
    },
  };
}
