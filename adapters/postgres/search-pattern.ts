import { sql, type RawBuilder } from 'kysely';

/** A pattern for LIKE that finds this text anywhere: whatever was typed stands for itself. */
export function containing(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`('%' || regexp_replace(${text}, '([\\\\%_])', '\\\\\\1', 'g') || '%')`;
}

/** Whether the name of a customer holds these words, whatever their accents and case; served by `customers_by_name`. */
export function nameHolds(name: RawBuilder<unknown>, words: string): RawBuilder<unknown> {
  return sql`folded(${name}) like ${containing(sql`folded(${words}::text)`)}`;
}
