import { sql, type Kysely } from 'kysely';

/** Keeps in the database itself a second account of every change of a ticket's status, beside what the desk's events tell. */
export async function keepLedger(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create table status_changes (
      id bigint generated always as identity, ticket_id uuid not null, was text not null, became text not null,
      version integer not null, xid bigint not null)`,
    `create function note_status() returns trigger language plpgsql as $$ begin
      insert into status_changes (ticket_id, was, became, version, xid)
        values (new.id, old.status, new.status, new.version, pg_current_xact_id()::text::bigint);
      return null; end $$`,
    `create trigger note_status after update on tickets for each row
      when (old.status is distinct from new.status) execute function note_status()`,
    `create table version_faults (ticket_id uuid, was integer, became integer)`,
    `create function note_version() returns trigger language plpgsql as $$ begin
      insert into version_faults values (new.id, old.version, new.version); return null; end $$`,
    // A change of status that does not count the version by one is a change that somebody's ifMatch would miss.
    `create trigger note_version after update on tickets for each row
      when (old.status is distinct from new.status and new.version <> old.version + 1) execute function note_version()`,
    `create table ended_twice (offer_id uuid)`,
    `create function note_end() returns trigger language plpgsql as $$ begin
      insert into ended_twice values (old.id); return null; end $$`,
    `create trigger note_end after update on offers for each row
      when (old.ended_at is not null and old.outcome is distinct from new.outcome) execute function note_end()`,
    `create table misplaced_offers (offer_id uuid, team text, teams text[])`,
    `create function note_misplaced() returns trigger language plpgsql as $$ begin
      insert into misplaced_offers select new.id, t.team, a.teams from tickets t, agents a
        where t.id = new.ticket_id and a.id = new.agent_id and not (a.active and a.availability = 'available'
          and t.team = any(a.teams) and a.skills @> t.skills and (t.agent_locale is null or t.agent_locale = any(a.locales))
          and t.cost = new.cost and t.live = new.live
          and (t.preferred_until is null or t.preferred_agent_id = a.id)
          and (a.wrap_up_until is null or a.wrap_up_until <= new.offered_at));
      return null; end $$`,
    `create trigger note_misplaced after insert on offers for each row execute function note_misplaced()`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}

/** Rules that hold at every moment, each a query in one snapshot that finds what breaks it. */
const always: Record<string, string> = {
  'the load is what open offers and assignments take': `
    select a.name, a.load, held.cost from agents a
    cross join lateral (select coalesce(sum(cost), 0)::int as cost from (
      select cost from offers where agent_id = a.id and ended_at is null
      union all select cost from assignments where agent_id = a.id and ended_at is null) work) held
    where a.load <> held.cost or a.load > a.capacity`,
  'a ticket is held once at most': `
    select ticket_id, count(*) from (
      select ticket_id from offers where ended_at is null
      union all select ticket_id from assignments where ended_at is null) held
    group by ticket_id having count(*) > 1`,
  'an offered ticket has its open offer and no other has one': `
    select t.number, t.status from tickets t
    where (t.status = 'offered') <> exists (select from offers o where o.ticket_id = t.id and o.ended_at is null)`,
  'an assigned ticket is in the hands that its assignment names': `
    select t.number, t.status, t.agent_id, s.agent_id as holder from tickets t
    left join assignments s on s.ticket_id = t.id and s.ended_at is null
    where (t.status = 'assigned' and t.agent_id is distinct from s.agent_id)
      or (t.status in ('new', 'queued', 'offered', 'resolved', 'cancelled') and s.id is not null)`,
  'an agent has one caller at most': `
    select agent_id, count(*) from offers where ended_at is null and live group by agent_id having count(*) > 1`,
};

/** Rules of the whole history, true once all is quiet. */
const atLast: Record<string, string> = {
  'every offer ended, with one made and one end told': `
    select o.id, o.outcome, told.made, told.ended from offers o
    cross join lateral (select count(*) filter (where name = 'offer.made') as made,
      count(*) filter (where name = 'offer.' || o.outcome) as ended, count(*) as all from events e where e.offer_id = o.id
        and e.name like 'offer.%') told
    where o.ended_at is null or told.made <> 1 or told.ended <> 1 or told.all <> 2`,
  'no offer ended twice': `select * from ended_twice`,
  'offers of one ticket never overlap': `
    select a.ticket_id, a.id, b.id from offers a join offers b on b.ticket_id = a.ticket_id and b.id > a.id
    where a.offered_at < b.ended_at and b.offered_at < a.ended_at`,
  'assignments of one ticket never overlap': `
    select a.ticket_id, a.id, b.id from assignments a join assignments b on b.ticket_id = a.ticket_id and b.id > a.id
    where a.started_at < b.ended_at and b.started_at < a.ended_at`,
  'an offer and an assignment of one ticket never overlap': `
    select o.ticket_id, o.id, s.id from offers o join assignments s on s.ticket_id = o.ticket_id
    where o.offered_at < s.ended_at and s.started_at < o.ended_at`,
  'nothing is left to do': `
    select number, status, team, priority from tickets where status not in ('resolved', 'cancelled')`,
  'nobody holds anything': `select name, load from agents where load <> 0`,
  'every offer went to an available member of the team with the skills and the language, and kept tickets to whom they were kept for': `select * from misplaced_offers`,
  'a step of waiting was told once': `
    select ticket_id, name, before, after, at, count(*) from events where name in ('ticket.overflowed', 'ticket.relaxed')
    group by ticket_id, name, before, after, at having count(*) > 1`,
  'every change of status was told in its own transaction': `
    select c.* from status_changes c where not exists (
      select from events e where e.ticket_id = c.ticket_id and e.xmin::text::bigint = c.xid)`,
  'every change of status counted the version': `select * from version_faults`,
  'an acceptance is an assignment': `
    select o.id from offers o where o.outcome = 'accepted' and not exists (
      select from assignments s where s.ticket_id = o.ticket_id and s.agent_id = o.agent_id and s.cost <= o.cost)`,
};

async function broken(db: Kysely<unknown>, rules: Record<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (const [rule, query] of Object.entries(rules)) {
    const { rows } = await sql.raw(query).execute(db);
    if (rows.length > 0) found.push(`${rule}: ${rows.length} times not, such as ${JSON.stringify(rows[0])}`);
  }
  return found;
}

/** What breaks the rules that hold at every moment; empty when all is well. */
export function brokenNow(db: Kysely<unknown>): Promise<string[]> {
  return broken(db, always);
}

/** What breaks any rule once all is quiet; empty when all is well. */
export function brokenAtLast(db: Kysely<unknown>): Promise<string[]> {
  return broken(db, { ...always, ...atLast });
}
