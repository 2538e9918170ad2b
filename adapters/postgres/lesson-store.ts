import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Level } from '../../src/core/index.ts';
import type { Lesson, LessonKind, LessonReader, LessonStore, PlacedLesson } from '../../src/desk/lessons/index.ts';
import { lockNames } from './advisory-locks.ts';
import type { Connection } from './database.ts';

/** What of a ticket's words is learned from: its first contacts, those that came soon after the first. */
const contactsRead = 5;
const minutesRead = 10;
const charactersRead = 4_000;

export function lessonStore(connection: Connection): LessonStore {
  return {
    note: async ({ ticketId, entry, impact, urgency, levelsChanged, agentId, kind, at }) => {
      await sql`
        insert into lessons as old (ticket_id, entry, impact, urgency, levels_changed, agent_id, kind, at)
        select ${ticketId}, ${entry}, ${impact}, ${urgency}, ${levelsChanged}, ${agentId}, ${kind}, ${at}
        where exists (select from contacts c join conversations v on v.id = c.conversation_id where v.ticket_id = ${ticketId}::uuid and c.text ~ '\\w')
        on conflict (ticket_id) do update set entry = excluded.entry, impact = excluded.impact, urgency = excluded.urgency,
          levels_changed = excluded.levels_changed or (old.levels_changed and (old.impact, old.urgency) = (excluded.impact, excluded.urgency)),
          agent_id = excluded.agent_id, kind = excluded.kind, at = excluded.at, seq = null
        where excluded.kind = 'corrected' or (old.entry, old.impact, old.urgency) <> (excluded.entry, excluded.impact, excluded.urgency)`.execute(connection);
    },
  };
}

export function createLessonReader(db: Kysely<unknown>): LessonReader {
  const placed = sql`l.seq, l.ticket_id, t.number, t.customer_id, l.entry, l.impact, l.urgency, l.levels_changed, l.agent_id, l.kind, l.at`;
  const select = async (which: RawBuilder<unknown>): Promise<Lesson[]> => {
    const { rows } = await sql<LessonRow & { subject: string | null; body: string | null }>`
      select ${placed}, w.subject, w.body from (${which}) l join tickets t on t.id = l.ticket_id cross join lateral (${saidOf}) w
      order by l.seq`.execute(db);
    return rows.map((row) => ({ ...toLesson(row), said: { subject: row.subject, body: row.body ?? '' } }));
  };
  return {
    number: () =>
      db.transaction().execute(async (transaction) => {
        await lockNames(transaction, ['lesson numbers']);
        // In the order in which they were taught. One that is just being taught anew is numbered afterwards.
        await sql`with unplaced as materialized (
            select ticket_id from lessons where seq is null order by at, ticket_id for no key update skip locked
          ), placed as materialized (select ticket_id, nextval('lesson_numbers') as seq from unplaced)
          update lessons l set seq = p.seq from placed p where p.ticket_id = l.ticket_id`.execute(transaction);
      }),
    after: (seq, most) => select(sql`select * from lessons where seq > ${seq} order by seq limit ${most}`),
    latest: (upTo, most) => select(sql`select * from lessons where seq <= ${upTo} order by seq desc limit ${most}`),
    latestWordless: async (upTo, most) => {
      const { rows } = await sql<LessonRow>`
        select ${placed} from (select * from lessons where seq <= ${upTo} order by seq desc limit ${most}) l join tickets t on t.id = l.ticket_id
        order by l.seq`.execute(db);
      return rows.map(toLesson);
    },
    newest: async () => {
      const { rows } = await sql<{ seq: string | null }>`select max(seq) as seq from lessons`.execute(db);
      return Number(rows[0]?.seq ?? 0);
    },
  };
}

/** The words of a ticket `t`: the subject of its first contact, and what its first contacts say. */
const saidOf = sql`
  select (array_agg(x.subject order by x.received_at, x.id))[1] as subject,
    left(string_agg(left(x.text, ${charactersRead}), chr(10) order by x.received_at, x.id), ${charactersRead}) as body
  from (
    select c.*, min(c.received_at) over () as first
    from (
      select c.id, c.subject, c.text, c.received_at from contacts c join conversations v on v.id = c.conversation_id
      where v.ticket_id = t.id order by c.received_at, c.id limit ${contactsRead}
    ) c
  ) x
  where x.received_at <= x.first + make_interval(mins => ${minutesRead}::int)`;

interface LessonRow {
  seq: string;
  ticket_id: string;
  number: number;
  customer_id: string | null;
  entry: string;
  impact: Level;
  urgency: Level;
  levels_changed: boolean;
  agent_id: string;
  kind: LessonKind;
  at: Date;
}

function toLesson(row: LessonRow): PlacedLesson {
  return {
    seq: Number(row.seq), ticketId: row.ticket_id, ticketNumber: row.number, customerId: row.customer_id, entry: row.entry,
    impact: row.impact, urgency: row.urgency, levelsChanged: row.levels_changed, agentId: row.agent_id, kind: row.kind, at: row.at,
  };
}
