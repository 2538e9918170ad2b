import { sql, type RawBuilder } from 'kysely';
import type { Cooldowns } from '../../src/desk/routing/index.ts';

/*
 * A lane is what waits in one team and asks the same of its agent: cost, live, language, skills. There are few, however
 * long the queue is, and the index `tickets_lanes` holds each in queue order. So work that an agent cannot take is passed
 * over a lane at a time, never ticket by ticket. What is kept for one agent stands in no lane: it is found by that agent
 * alone, in the index `tickets_kept`, and hides nothing from the others.
 */

/** That ticket `t` waits and is kept for nobody. */
const isAnybodys = sql<boolean>`t.status = 'queued' and t.preferred_until is null`;

/** That ticket `t` waits and is kept for this agent. */
export function isKeptFor(agentId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`t.status = 'queued' and t.preferred_until is not null and t.preferred_agent_id = ${agentId}`;
}

/** The columns of a lane, in the order of the index. */
const ofTicket = sql`t.cost, t.live, coalesce(t.agent_locale, ''), t.skills`;
const laneColumns = sql`t.team, t.cost, t.live, coalesce(t.agent_locale, '') as agent_locale, t.skills`;

/** The rows of a \`with recursive lane as (...)\`: the lanes of these teams that are not empty. Each step jumps to the next lane in the index. */
export function lanesOfTeams(teams: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select first.* from unnest(${teams}) as mine(team) cross join lateral (
      select ${laneColumns} from tickets t where ${isAnybodys} and t.team = mine.team
      order by ${ofTicket} limit 1
    ) first
    union all
    select next.* from lane cross join lateral (
      select ${laneColumns} from tickets t where ${isAnybodys} and t.team = lane.team
        and (${ofTicket}) > (lane.cost, lane.live, lane.agent_locale, lane.skills)
      order by ${ofTicket} limit 1
    ) next`;
}

/** That ticket `t` waits in `lane`. */
export const waitsInLane = sql<boolean>`${isAnybodys} and t.team = lane.team and t.cost = lane.cost
  and t.live = lane.live and coalesce(t.agent_locale, '') = lane.agent_locale and t.skills = lane.skills`;

/** That a ticket or lane, by its alias, asks for nothing that the agent lacks; cost is another matter. */
export function canHandle(
  work: RawBuilder<unknown>,
  agent: { skills: RawBuilder<unknown>; locales: RawBuilder<unknown>; hasLive: RawBuilder<boolean> },
): RawBuilder<boolean> {
  return sql<boolean>`(${work}.skills <@ ${agent.skills}
    and (coalesce(${work}.agent_locale, '') = '' or ${work}.agent_locale = any(${agent.locales}))
    and not (${work}.live and ${agent.hasLive}))`;
}

/** That the agent declined ticket `t` or let it expire just now. */
export function refusedLately(agentId: RawBuilder<unknown>, at: Date, cooldowns: Cooldowns): RawBuilder<boolean> {
  return sql<boolean>`exists (select from offers o where o.ticket_id = t.id and o.agent_id = ${agentId}
    and o.outcome in ('declined', 'expired') and ${stillCooling(at, cooldowns)})`;
}

/** That refusal `o` is too fresh to ask again. */
export function stillCooling(at: Date, cooldowns: Cooldowns): RawBuilder<boolean> {
  return sql<boolean>`o.ended_at > ${at}::timestamptz
    - make_interval(secs => case o.outcome when 'declined' then ${cooldowns.declined}::float8 else ${cooldowns.expired}::float8 end)`;
}

/** That agent `a` takes offers: here, and done with what was to be written down after their last call. */
export function isReady(at: Date): RawBuilder<boolean> {
  return sql<boolean>`(a.active and a.availability = 'available' and (a.wrap_up_until is null or a.wrap_up_until <= ${at}::timestamptz))`;
}

/** That the agent has somebody on the line, or ringing, or that their telephone is in use for the desk otherwise. */
export function hasLiveWork(agentId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(exists (select from offers o where o.agent_id = ${agentId} and o.ended_at is null and o.live)
    or exists (select from assignments s where s.agent_id = ${agentId} and s.ended_at is null and s.live)
    or ${agentId} in (${stillTalking}) or ${agentId} in (${inRooms}))`;
}

/** Agents whose ticket went on, by a solution or an escalation, before their talk with its caller was over. */
const stillTalking = sql`select s.agent_id from calls c join assignments s on s.ticket_id = c.ticket_id
  where c.ended_at is null and coalesce(c.place ->> 'to', 'room') not in ('line', 'end')
    and s.ended_at is not null and s.live and s.answered_at is not null`;

/** Agents whose telephones take part in a caller's room: consulted, listening, or with a call whose ticket stayed behind. */
const inRooms = sql`select l.agent_id from calls c join call_legs l on l.call_id = c.id
  where c.ended_at is null and l.state <> 'ended' and l.place <> 'end' and l.agent_id is not null`;
