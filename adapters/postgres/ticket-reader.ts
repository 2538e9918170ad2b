import { sql, type Kysely, type RawBuilder } from 'kysely';
import { ticketNumber, type Locale } from '../../src/core/index.ts';
import type { Summarise, TargetView, TicketLinkKind, TicketReader, TicketSummary, TicketView } from '../../src/desk/tickets/index.ts';
import type { FileViews } from '../../src/desk/files/index.ts';
import { pairFacts } from './consent-store.ts';
import type { Connection } from './database.ts';
import { alarmColumns, toAlarmViews, type AlarmColumns } from './ticket-reader-alarm.ts';
import { countStatement, listStatement, writeCursor } from './ticket-reader-list.ts';
import { peopleOf, summaryColumns, summaryJoins, ticketColumns, type SummaryRow } from './ticket-reader-summary.ts';
import { timelineStatement, toTimelineItem } from './ticket-reader-timeline.ts';
import { toTicket } from './ticket-row.ts';

interface ViewRow extends SummaryRow, AlarmColumns {
  links: { kind: TicketLinkKind; from: number; to: number }[];
  opted_out: boolean;
  assets: { id: string; name: string; kind: string }[];
  rating: TicketView['rating'];
}

/** The conversation on which a reply would go out. */
const latestPair = {
  channel: sql.ref('latest.channel'), theirsKind: sql.ref('latest.theirs_kind'), theirs: sql.ref('latest.theirs'), ours: sql.ref('latest.ours'),
};

/** Reads tickets for people. `publishEvents` gives the events that were just stored their place in the published order. */
export function createTicketReader(parts: {
  db: Kysely<unknown>;
  summarise: Summarise;
  publishEvents: () => Promise<void>;
  /** Shows the files of a ticket, with addresses for those who may see it. */
  fileViews: (ticketId: string) => FileViews;
}): TicketReader {
  const { db, publishEvents } = parts;
  const summarise = (row: SummaryRow, locale: Locale | undefined): TicketSummary =>
    parts.summarise(toTicket(row), peopleOf(row), locale);

  const readTicket = async (snapshot: Connection, number: number): Promise<ViewRow | null> => {
    const { rows } = await sql<ViewRow>`
      with recursive ${trailFrom(number)}
      select ${ticketColumns}, ${summaryColumns}, ${alarmColumns}, coalesce((
        select json_agg(json_build_object('kind', l.kind, 'from', here.number, 'to', there.number)
          order by here.number, there.number, l.kind)
        from ticket_links l join tickets here on here.id = l.from_id join tickets there on there.id = l.to_id
        where t.id in (l.from_id, l.to_id)
      ), '[]') as links, coalesce((
        select json_agg(json_build_object('id', a.id, 'name', a.name, 'kind', a.kind) order by l.linked_at, a.id)
        from ticket_assets l join assets a on a.id = l.asset_id where l.ticket_id = t.id
      ), '[]') as assets, coalesce((
        select ${pairFacts(latestPair).stopped}
        from (select * from conversations where ticket_id = t.id order by last_contact_at desc, id limit 1) latest
      ), false) as opted_out, (
        select json_build_object('score', r.score, 'comment', r.comment, 'at', r.changed_at) from ratings r where r.ticket_id = t.id
      ) as rating
      from tickets t ${summaryJoins}
      where t.id = (select id from trail where merged_into is null)`.execute(snapshot);
    return rows[0] ?? null;
  };

  /** The ticket and its timeline as they stood at one moment. */
  const look = (number: number) =>
    db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (snapshot) => {
      const row = await readTicket(snapshot, number);
      return row && { row, timeline: (await timelineStatement(row.id).execute(snapshot)).rows };
    });

  /** Events that have no place in the published order yet are given it, and then everything is looked at again. */
  const lookPublished = async (number: number) => {
    const seen = await look(number);
    if (!seen || seen.timeline.every((item) => item.seq !== null)) return seen;
    await publishEvents();
    return look(number);
  };

  return {
    list: async (query) => {
      const { rows } = await listStatement(query).execute(db);
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      return {
        tickets: page.map((row) => summarise(row, query.locale)),
        nextCursor: last && rows.length > query.limit ? writeCursor(last, query.sort ?? 'queue') : null,
      };
    },
    count: async (filter, most) => (await countStatement(filter, most).execute(db)).rows[0]?.count ?? 0,
    read: async (number, locale) => {
      const seen = await lookPublished(number);
      if (!seen) return null;
      const { row, timeline } = seen;
      const files = parts.fileViews(row.id);
      return {
        ...summarise(row, locale),
        ...toAlarmViews(row),
        solution: row.solution,
        rating: row.rating && { ...row.rating, at: new Date(row.rating.at).toISOString() },
        optedOut: row.opted_out,
        targets: [...target('response', row.respond_by, row.responded_at), ...target('resolution', row.resolve_by, row.resolved_at)],
        links: row.links.map((link) => ({ kind: link.kind, from: ticketNumber(link.from), to: ticketNumber(link.to) })),
        assets: row.assets,
        timeline: timeline.map((item) => toTimelineItem(item, files)),
      };
    },
    readSummary: async (ticketId, locale) => {
      const { rows } = await sql<SummaryRow>`
        select ${ticketColumns}, ${summaryColumns} from tickets t ${summaryJoins} where t.id = ${ticketId}::uuid`.execute(db);
      return rows[0] ? summarise(rows[0], locale) : null;
    },
  };
}

function target(kind: TargetView['kind'], dueAt: Date | null, metAt: Date | null): TargetView[] {
  return dueAt === null ? [] : [{ kind, dueAt: dueAt.toISOString(), metAt: metAt?.toISOString() ?? null }];
}

/** From a public number along the merges to the ticket where they end. */
function trailFrom(number: number): RawBuilder<unknown> {
  return sql`trail as (
    select id, merged_into from tickets where number = ${number}
    union all
    select next.id, next.merged_into from tickets next join trail on next.id = trail.merged_into
  )`;
}
