import { sql, type Kysely, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { invalidInput } from '../../src/core/index.ts';
import type { CustomerEntry, CustomerQuery, CustomerReader } from '../../src/desk/customers/index.ts';
import { readJson } from './read-json.ts';
import { containing, nameHolds } from './search-pattern.ts';

type Row = CustomerEntry & { place: string };

const mostWords = 8;
const mostCounted = 1_000;
/** Characters of an address: fewer stand in nearly all of them, and no index of three letters finds them (PostgreSQL, pg_trgm). */
const shortestPart = 3;
const placeSchema = z.tuple([z.boolean(), z.string().max(400), z.guid()]);

/** Finds customers by parts of what they are called and reached by. */
export function createCustomerSearch(db: Kysely<unknown>): CustomerReader['search'] {
  return async (query) => {
    const { rows } = await searchStatement(query).execute(db);
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    return {
      customers: page.map(({ id, name, locale, plan, addresses, open, tickets, lastTicketAt }) => ({ id, name, locale, plan, addresses, open, tickets, lastTicketAt })),
      nextCursor: last ? Buffer.from(JSON.stringify([last.name === null, last.place, last.id])).toString('base64url') : null,
    };
  };
}

const place = sql`coalesce(left(folded(c.name), 200), '')`;

function searchStatement({ q, limit, cursor }: CustomerQuery): RawBuilder<Row> {
  const pages = waysToMatch(q.trim()).map((matches) => sql`(
    select c.*, ${place} as place from customers c where c.merged_into is null and ${matches} and ${cursor === undefined ? sql`true` : after(cursor)}
    order by (c.name is null), ${place}, c.id limit ${limit + 1})`);
  return sql<Row>`
    select c.id, c.name, c.locale, c.plan, c.place, counted.open, counted.tickets, counted."lastTicketAt", ${addressesJson} as addresses
    from (
      select * from (${sql.join(pages, sql` union `)}) found order by (name is null), place, id limit ${limit + 1}
    ) c cross join lateral (
      select count(*)::int as tickets, (count(*) filter (where status not in ('resolved', 'closed', 'cancelled')))::int as open, max(opened_at) as "lastTicketAt"
      from (select status, opened_at from tickets t where t.customer_id = c.id order by opened_at desc limit ${sql.lit(mostCounted)}) latest
    ) counted
    order by (c.name is null), c.place, c.id`;
}

/** Addresses of the customer `c`, as agents see them. */
export const addressesJson = sql`coalesce((
  select json_agg(json_strip_nulls(json_build_object('kind', a.kind, 'value', a.value, 'verified', a.verified_at is not null,
    'undeliverable', a.undeliverable_reason)) order by a.created_at, a.kind, a.value)
  from addresses a where a.customer_id = c.id), '[]')`;

/** Conditions on a customer `c`, any of which makes them found; each by itself can be answered by an index or in the order of the list. */
function waysToMatch(q: string): RawBuilder<unknown>[] {
  if (q === '') return [sql`true`];
  const words = q.split(/\s+/).slice(0, mostWords).map((word) => nameHolds(sql`c.name`, word));
  const digits = /^[+\d\s().-]+$/.test(q) ? q.replaceAll(/\D/g, '') : '';
  return [
    sql`(${sql.join(words, sql` and `)})`,
    ...(q.length < shortestPart ? [] : [sql`c.id in (select customer_id from addresses where value ilike ${containing(sql`${q}::text`)})`]),
    ...(digits.length < shortestPart ? [] : [sql`c.id in (select customer_id from addresses where kind = 'phone' and value like ${`%${digits}%`})`]),
  ];
}

function after(cursor: string): RawBuilder<unknown> {
  const read = placeSchema.safeParse(readJson(Buffer.from(cursor, 'base64url').toString()));
  if (!read.success || read.data[1].includes('\0')) throw invalidInput({ cursor: 'a nextCursor of an earlier answer to the same question' });
  const [isNameless, name, id] = read.data;
  return sql`((c.name is null), ${place}, c.id) > (${isNameless}::boolean, ${name}::text, ${id}::uuid)`;
}
