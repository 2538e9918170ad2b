import { sql, type RawBuilder } from 'kysely';

/** Bytes of a ticket's search words after which later texts are no longer added; PostgreSQL refuses a tsvector of 1 MB. */
const mostSearchable = 500_000;

/**
 * The words of a text, of a long one those of its first `most` letters, as they are searched for. Each is cut once however often it stands there:
 * PostgreSQL's cutting is what storing a text costs most. Between angle brackets are words, too, and no markup.
 */
export function searchWordsOf(text: string, most: number): RawBuilder<unknown> {
  return sql`to_tsvector('simple', unaccent(${wordsOnce(text, most)}))`;
}

/** The words that `searchWordsOf` has cut, each once. */
export function wordsOnce(text: string, most: number): string {
  return [...new Set(text.slice(0, most).split(/[\s<>]+/u))].join(' ');
}

/** Makes the words of a text that joins a ticket findable; of a long one, its beginning. */
export function addSearchWords(ticketId: string, text: string): RawBuilder<unknown> {
  return sql`
    update tickets set words = coalesce(words, ''::tsvector) || ${searchWordsOf(text, 4_000)}
    where id = ${ticketId} and octet_length(coalesce(words, ''::tsvector)::text) < ${mostSearchable}`;
}
