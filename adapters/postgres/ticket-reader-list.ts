import { sql, type RawBuilder } from 'kysely';
import { invalidInput, parseTicketNumber } from '../../src/core/index.ts';
import type { TicketFilter, TicketQuery, TicketSort, TicketStatus } from '../../src/desk/tickets/index.ts';
import { containing, nameHolds } from './search-pattern.ts';
import { summaryColumns, summaryJoins, ticketColumns, type SummaryRow } from './ticket-reader-summary.ts';

/** A row of a list with what its place in the order is told by. */
export interface ListRow extends SummaryRow {
  /** Microseconds since 1970: JavaScript's dates would cut what the order counts. Null for a ticket that stands behind all others. */
  place: string | null;
}

/** One page and the row after it. */
export function listStatement(query: TicketQuery): RawBuilder<ListRow> {
  const order = orders[query.sort ?? 'queue'];
  const conditions = [...conditionsOf(query), query.cursor === undefined ? null : afterCursor(query.cursor, query.sort ?? 'queue')].filter((condition) => condition !== null);
  return sql<ListRow>`
    select ${ticketColumns}, ${summaryColumns}, ${order.column === null ? sql`null` : sql`(extract(epoch from ${order.column}) * 1000000)::bigint::text`} as place
    from (
      select * from tickets t where ${sql.join(conditions, sql` and `)}
      order by ${order.by} limit ${query.limit + 1}
    ) t ${summaryJoins}
    order by ${order.by}`;
}

/** How many tickets match; counting stops at `most`. */
export function countStatement(filter: TicketFilter, most: number): RawBuilder<{ count: number }> {
  return sql<{ count: number }>`
    select count(*)::int as count from (select from tickets t where ${sql.join(conditionsOf(filter), sql` and `)} limit ${most}) counted`;
}

function conditionsOf(filter: TicketFilter): RawBuilder<unknown>[] {
  const others = otherConditionsOf(filter);
  const q = filter.q?.trim() ?? '';
  return q === '' ? others : [...others, searchCondition(q, others)];
}

/** All but what is searched for, on a ticket `t`. */
function otherConditionsOf(filter: TicketFilter): RawBuilder<unknown>[] {
  const { agent } = filter;
  return [
    statusCondition(filter),
    oneOf('t.tier', 'smallint', filter.tier), oneOf('t.team', 'text', filter.team), oneOf('t.priority', 'text', filter.priority),
    oneOf('t.channel', 'text', filter.channel), oneOf('t.kind', 'text', filter.kind), oneOf('t.service', 'text', filter.service),
    oneOf('t.entry', 'text', filter.entry),
    filter.tag === undefined ? null : sql`t.tags <> '{}' and t.tags @> ${[...filter.tag]}::text[]`,
    agent === undefined ? null : agent === null ? sql`t.agent_id is null` : sql`t.agent_id = ${agent}::uuid`,
    filter.customer === undefined ? null : sql`t.customer_id = ${filter.customer}::uuid`,
    filter.asset === undefined ? null : sql`t.id in (select l.ticket_id from ticket_assets l where l.asset_id = ${filter.asset}::uuid)`,
    filter.followedBy === undefined ? null : sql`t.id in (select f.ticket_id from ticket_followers f where f.agent_id = ${filter.followedBy}::uuid)`,
    filter.waitingFor === undefined ? null : sql`t.status = 'waiting' and t.waiting_for = ${filter.waitingFor}`,
    filter.overdueAt === undefined ? null : sql`t.due_at < ${filter.overdueAt}`,
  ].filter((condition) => condition !== null);
}

function oneOf(column: string, type: 'text' | 'smallint', values: readonly (string | number)[] | undefined): RawBuilder<unknown> | null {
  return values === undefined ? null : sql`${sql.ref(column)} = any(${[...values]}::${sql.raw(type)}[])`;
}

interface Order {
  /** A moment, after which rows with the same one are told apart by their number; null: by number alone. */
  column: RawBuilder<unknown> | null;
  descending: boolean;
  by: RawBuilder<unknown>;
}

const orders: Record<TicketSort, Order> = {
  queue: { column: sql`t.queue_key`, descending: false, by: sql`t.queue_key, t.number` },
  newest: { column: null, descending: true, by: sql`t.number desc` },
  oldest: { column: null, descending: false, by: sql`t.number` },
  due: { column: sql`t.due_at`, descending: false, by: sql`t.due_at, t.number` },
  updated: { column: sql`t.updated_at`, descending: true, by: sql`t.updated_at desc, t.number desc` },
};

/** Said literally where they can be, so that the partial indexes of open and of ended tickets serve. */
const isOpen = sql`t.status not in ('closed', 'cancelled')`;
const isEnded = sql`t.status in ('closed', 'cancelled')`;
const ended: ReadonlySet<TicketStatus> = new Set(['closed', 'cancelled']);

function statusCondition({ status, q }: TicketFilter): RawBuilder<unknown> {
  if (status) {
    const asked = sql`t.status = any(${[...status]}::text[])`;
    const endedOnes = status.filter((one) => ended.has(one)).length;
    if (endedOnes === 0) return sql`${isOpen} and ${asked}`;
    return endedOnes === status.length ? sql`${isEnded} and ${asked}` : asked;
  }
  const number = numberIn(q ?? '');
  return number === null ? isOpen : sql`(${isOpen} or t.number = ${number})`;
}

/** Who asks for `V-1042` or `1042` means that ticket, whatever its status. */
function numberIn(q: string): number | null {
  const text = q.trim();
  return parseTicketNumber(text) ?? (/^\d{1,9}$/.test(text) ? Number(text) : null);
}

/** Fewer characters stand in nearly every name and address, and no index of three letters finds them (PostgreSQL, pg_trgm). */
const shortestPart = 3;

/**
 * A ticket `t` by number, by every word (or its beginning) in any order, by customer name or by address, and by the whole address of
 * whoever takes part by mail. Of fewer than three characters: by words and number only. Each way to find it looks at no more than
 * `others` allow, for what is searched for may stand in most of the tickets.
 */
function searchCondition(q: string, others: RawBuilder<unknown>[]): RawBuilder<unknown> {
  const byWords = sql`t.words @@ (${prefixQuery(q)})`;
  const number = numberIn(q);
  if (q.length < shortestPart) return number === null ? byWords : sql`(${byWords} or t.number = ${number})`;
  const digits = /^[+\d\s().-]+$/.test(q) ? q.replaceAll(/\D/g, '') : '';
  const byDigits = digits.length >= 4 ? sql`or (a.kind = 'phone' and a.value like ${`%${digits}%`})` : sql``;
  const idsWhere = (joined: RawBuilder<unknown>, found: RawBuilder<unknown>) => sql`select t.id from tickets t ${joined} where ${sql.join([found, ...others], sql` and `)}`;
  const ways = [
    idsWhere(sql``, byWords),
    idsWhere(sql`join customers c on c.id = t.customer_id`, nameHolds(sql`c.name`, q)),
    idsWhere(sql`join addresses a on a.customer_id = t.customer_id`, sql`(a.value ilike ${containing(sql`${q}::text`)} ${byDigits})`),
    ...(q.includes('@') ? [sql`select v.ticket_id from participants p join conversations v on v.id = p.conversation_id where p.address = ${q.toLowerCase()}`] : []),
    ...(number === null ? [] : [idsWhere(sql``, sql`t.number = ${number}`)]),
  ];
  return sql`t.id in (${sql.join(ways, sql` union all `)})`;
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
  /** Microseconds since 1970; null for a ticket that has none. */
  place: string | null;
  number: number;
}

function afterCursor(cursor: string, sort: TicketSort): RawBuilder<unknown> {
  const { place, number } = readCursor(cursor, sort);
  const { column, descending } = orders[sort];
  const beyond = sql.raw(descending ? '<' : '>');
  if (column === null) return sql`t.number ${beyond} ${number}`;
  if (place === null) return sql`${column} is null and t.number ${beyond} ${number}`;
  const key = sql`(timestamptz 'epoch' + interval '1 microsecond' * ${place}::float8)`;
  return sql`((${column}, t.number) ${beyond} (${key}, ${number}::int) or ${column} is null)`;
}

/** Where the next page begins; it holds for the same order only. */
export function writeCursor(row: ListRow, sort: TicketSort): string {
  return Buffer.from(`${sort === 'queue' ? '' : `${sort}:`}${row.place ?? ''}.${row.number}`).toString('base64url');
}

function readCursor(cursor: string, sort: TicketSort): Place {
  const match = /^(?:([a-z]+):)?(-?\d{1,16})?\.(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!match || (match[1] ?? 'queue') !== sort) throw invalidInput({ cursor: 'a nextCursor of an earlier answer to the same question' });
  return { place: match[2] ?? null, number: Number(match[3]) };
}
