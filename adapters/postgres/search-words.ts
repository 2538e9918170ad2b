import { sql, type RawBuilder } from 'kysely';

/** Bytes of a ticket's search words after which later texts are no longer added; PostgreSQL refuses a tsvector of 1 MB. */
const mostSearchable = 500_000;

/** Makes the words of a text that joins a ticket findable; of a long one, its beginning. */
export function addSearchWords(ticketId: string, text: string): RawBuilder<unknown> {
  return sql`
    update tickets set words = coalesce(words, ''::tsvector) || to_tsvector('simple', unaccent(${text.slice(0, 4_000)}))
    where id = ${ticketId} and octet_length(coalesce(words, ''::tsvector)::text) < ${mostSearchable}`;
}
