import { sql, type RawBuilder } from 'kysely';
import type { Pair } from '../../src/desk/consent/index.ts';
import type { LineReader } from '../../src/desk/replies/index.ts';
import type { Connection } from './database.ts';

/** Seconds after which one that is tried again keeps others waiting no more, and after which one that was due does not. */
const longestPause = 120;
const longestWait = 15 * 60;

/** The line of what belongs to no conversation. */
export function lineOfPair({ channel, ours, theirs }: Pair): string {
  return `${channel} ${ours} ${theirs.value}`;
}

/** The line of a stored reply, for another attempt of it. */
export function lineOfReply(replyId: string): RawBuilder<unknown> {
  return sql`(select p.line from deliveries p where p.reply_id = ${replyId}::uuid limit 1)`;
}

/**
 * Whether the delivery `d` waits for others at this moment: for each in front of it in its own attempt until that is
 * with the provider, and for those of other replies in front of it in its line that are about to go. `lastContactAt`:
 * when the customer wrote last, after which what was held is about to go.
 */
export function isHeldUp(at: Date, lastContactAt: RawBuilder<unknown> = sql`null::timestamptz`): RawBuilder<boolean> {
  const longAgo = sql`${at}::timestamptz - make_interval(secs => ${longestWait}::float8)`;
  return sql<boolean>`(exists (select from deliveries e where e.reply_id = d.reply_id and e.attempt = d.attempt
      and e.part < d.part and e.status not in ('sent', 'delivered'))
    or exists (select from deliveries e where e.line = d.line and e.place < d.place and e.reply_id <> d.reply_id
      and e.status in ('queued', 'sending', 'held') and case e.status
        when 'held' then ${lastContactAt} > ${longAgo} and (e.held_after is null or ${lastContactAt} > e.held_after)
        else e.next_try_at > ${longAgo} and e.next_try_at <= e.updated_at + make_interval(secs => ${longestPause}::float8) end))`;
}

/**
 * The first that is due behind this one in its line, unless it still keeps its turn. What follows one of its own attempt that
 * did not go out does not go out either.
 */
function nextInLine(deliveryId: string, at: Date): RawBuilder<{ id: string }> {
  return sql`select n.id from deliveries d join deliveries n on n.line = d.line and n.place > d.place
    where d.id = ${deliveryId} and d.status <> 'sending'
      and (d.status <> 'queued' or d.next_try_at > d.updated_at + make_interval(secs => ${longestPause}::float8))
      and n.status in ('queued', 'sending', 'held') and n.status <> 'sending' and (n.status = 'held' or n.next_try_at <= ${at}::timestamptz)
      and (d.status in ('sent', 'delivered') or n.reply_id <> d.reply_id)
    order by n.place limit 1`;
}

/** Reads the order of texts, a statement each. */
export function createLineReader(db: Connection): LineReader {
  return {
    nextInLine: async (deliveryId, at) => (await nextInLine(deliveryId, at).execute(db)).rows[0]?.id ?? null,
  };
}
