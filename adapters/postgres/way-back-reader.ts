import { sql, type Kysely } from 'kysely';
import type { Locale, MailPerson } from '../../src/core/index.ts';
import type { WayBackReader } from '../../src/desk/replies/index.ts';
import { endOfMerges } from './ticket-merges.ts';
import { ticketWays } from './ticket-ways.ts';

/** Reads, outside of any transaction, what decides where an answer to a ticket may go. */
export function createWayBackReader(db: Kysely<unknown>): WayBackReader {
  return {
    read: async (number, reaching) => {
      const { rows } = await sql<{ id: string; number: number; locale: Locale; status_key: number }>`
        select t.id, t.number, t.locale, t.status_key from tickets asked
        join tickets t on t.id = (${endOfMerges(sql.ref('asked.id'))}) where asked.number = ${number}`.execute(db);
      const ticket = rows[0];
      if (!ticket) return null;
      const { id, locale, status_key: statusKey } = ticket;
      const [ways, copies] = await Promise.all([ticketWays(db, id, reaching), copiesOf(db, id)]);
      return { ticket: { id, number: ticket.number, locale, statusKey }, ...ways, copies };
    },
  };
}

/** Who gets copies in each conversation of this ticket. */
async function copiesOf(db: Kysely<unknown>, ticketId: string): Promise<Map<string, MailPerson[]>> {
  const { rows } = await sql<{ id: string; copies: MailPerson[] }>`
    select v.id, jsonb_agg(jsonb_build_object('name', p.name, 'address', p.address) order by p.since, p.address) as copies
    from conversations v join participants p on p.conversation_id = v.id and p.role = 'copied' and p.address is distinct from v.theirs
    where v.ticket_id = ${ticketId}::uuid group by v.id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.copies]));
}
