import { sql, type Kysely } from 'kysely';

/** The order in which texts of one conversation leave, and whose Home tab in Slack is to be shown anew. */
const statements = [
  // `line`: texts of one line leave in the order of their `place`. Those that are over have neither.
  `alter table deliveries add column line text, add column place bigint`,
  `create sequence delivery_places owned by deliveries.place`,
  `alter table deliveries alter column place set default nextval('delivery_places')`,
  `update deliveries d set line = o.line, place = o.place
    from (
      select s.id, s.line, nextval('delivery_places') as place
      from (
        select d.id, coalesce(r.conversation_id::text, r.channel || ' ' || r.ours || ' ' || r.theirs) as line
        from deliveries d join replies r on r.id = d.reply_id
        where d.status in ('queued', 'sending', 'held') order by r.created_at, r.id, d.attempt, d.part
      ) s
    ) o
    where o.id = d.id`,
  `create index deliveries_in_line on deliveries (line, place) where status in ('queued', 'sending', 'held')`,

  // People who opened their Home tab. `due_at`: when it is to be shown anew; null: nothing has changed since.
  `create table slack_homes (
    person text primary key,
    opened_at timestamptz not null,
    due_at timestamptz
  )`,
  `create index slack_homes_due on slack_homes (due_at) where due_at is not null`,
  // Up to which published event Home tabs were looked after; one row.
  `create table slack_home_feed (
    only_one boolean primary key default true check (only_one),
    seen_seq bigint not null
  )`,
  `insert into slack_home_feed (seen_seq) select coalesce(max(seq), 0) from events`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
