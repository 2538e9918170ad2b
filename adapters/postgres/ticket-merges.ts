import { sql, type RawBuilder } from 'kysely';

/** A subquery: the ticket in which this one and all that it was merged into end. */
export function endOfMerges(ticketId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`with recursive trail as (
      select id, merged_into from tickets where id = ${ticketId}
      union all
      select next.id, next.merged_into from tickets next join trail on next.id = trail.merged_into
    ) select id from trail where merged_into is null`;
}
