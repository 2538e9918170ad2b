import { sql, type RawBuilder } from 'kysely';
import { invalidInput, parseTicketNumber } from '../../src/core/index.ts';
import type { TicketQuery } from '../../src/desk/tickets/index.ts';
import { summaryColumns, summaryJoins, ticketColumns, type SummaryRow } from './ticket-reader-summary.ts';

/** One page and the row after it, in queue order. */
export function listStatement(query: TicketQuery): RawBuilder<SummaryRow> {
  const conditions = [
    statusCondition(query),
    query.tier === undefined ? null : sql`t.tier = ${query.tier}`,
    query.team === undefined ? null : sql`t.team = ${query.team}`,
    query.priority === undefined ? null : sql`t.priority = ${query.priority}`,
    query.agent === undefined ? null : sql`t.agent_id = ${query.agent}::uuid`,
    query.q === undefined || query.q.trim() === '' ? null : sql`t.id in (${searchStatement(query.q.trim())})`,
    query.cursor === undefined ? null : afterCursor(query.cursor),
  ].filter((condition) => condition !== null);
  return sql<SummaryRow>`
    select ${ticketColumns}, ${summaryColumns}
    from (
      select * from tickets t where ${sql.join(conditions, sql` and `)}
      order by t.queue_key, t.number limit ${query.limit + 1}
    ) t ${summaryJoins}
    order by t.queue_key, t.number`;
}

/** Said literally where it can be, so that the partial index of open tickets serves. */
const isOpen = sql`t.status not in ('closed', 'cancelled')`;

function statusCondition({ status, q }: TicketQuery): RawBuilder<unknown> {
  if (status) {
    const asked = sql`t.status = any(${[...status]}::text[])`;
    return status.some((one) => one === 'closed' || one === 'cancelled') ? asked : sql`${isOpen} and ${asked}`;
  }
  const number = numberIn(q ?? '');
  return number === null ? isOpen : sql`(${isOpen} or t.number = ${number})`;
}

/** Who asks for `V-1042` or `1042` means that ticket, whatever its status. */
function numberIn(q: string): number | null {
  const text = q.trim();
  return parseTicketNumber(text) ?? (/^\d{1,9}$/.test(text) ? Number(text) : null);
}

/** Ids of tickets by number, by every word (or its beginning) in any order, by customer name or by address, and by the whole address of whoever takes part by mail. */
function searchStatement(q: string): RawBuilder<unknown> {
  const pattern = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const digits = /^[+\d\s().-]+$/.test(q) ? q.replaceAll(/\D/g, '') : '';
  const byDigits = digits.length >= 4 ? sql`or (a.kind = 'phone' and a.value like ${`%${digits}%`})` : sql``;
  const number = numberIn(q);
  return sql`
    select id from tickets where words @@ (${prefixQuery(q)})
    union all
    select s.id from tickets s join customers c on c.id = s.customer_id
    where unaccent(c.name) ilike unaccent(${pattern})
    union all
    select s.id from tickets s join addresses a on a.customer_id = s.customer_id
    where a.value ilike ${pattern} ${byDigits}
    ${q.includes('@') ? sql`union all select v.ticket_id from participants p join conversations v on v.id = p.conversation_id where p.address = ${q.toLowerCase()}` : sql``}
    ${number === null ? sql`` : sql`union all select id from tickets where number = ${number}`}`;
}

/**
 * The words asked for, cut by the same parser as the stored ones, each as a prefix. Quoted as the tsquery syntax of
 * PostgreSQL's manual (8.11.2) wants it. Null, which matches nothing, when there is no word.
 */
function prefixQuery(q: string): RawBuilder<unknown> {
  return sql`select string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || ''':*', ' & ')::tsquery
    from unnest(to_tsvector('simple', unaccent(${q})))`;
}

interface Place {
  /** Microseconds since 1970; null for a ticket that has no place in the queue. */
  queueKey: string | null;
  number: number;
}

function afterCursor(cursor: string): RawBuilder<unknown> {
  const { queueKey, number } = readCursor(cursor);
  if (queueKey === null) return sql`t.queue_key is null and t.number > ${number}`;
  const key = sql`(timestamptz 'epoch' + interval '1 microsecond' * ${queueKey}::float8)`;
  return sql`((t.queue_key, t.number) > (${key}, ${number}::int) or t.queue_key is null)`;
}

export function writeCursor(row: SummaryRow): string {
  return Buffer.from(`${row.place ?? ''}.${row.number}`).toString('base64url');
}

function readCursor(cursor: string): Place {
  const match = /^(-?\d{1,16})?\.(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!match) throw invalidInput({ cursor: 'a nextCursor of an earlier answer' });
  return { queueKey: match[1] ?? null, number: Number(match[2]) };
}
