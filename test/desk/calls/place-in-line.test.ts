import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../src/core/index.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

const teams = ['mesa', 'redes'] as const;
const minute = 60_000;

const waiting = fc.record({
  team: fc.constantFrom(...teams),
  live: fc.boolean(),
  status: fc.constantFrom('queued', 'offered', 'assigned', 'waiting', 'resolved', 'cancelled'),
  /** Few values, so that some stand at the same place. */
  key: fc.integer({ min: 0, max: 4 }),
});
const agents = fc.record({
  teams: fc.subarray([...teams], { minLength: 1 }),
  availability: fc.constantFrom('available', 'away', 'offline'),
  active: fc.boolean(),
  load: fc.constantFrom(0, 15, 100),
  onCall: fc.boolean(),
});
const taken = fc.record({ team: fc.constantFrom(...teams), minutesAgo: fc.integer({ min: 0, max: 60 }), live: fc.boolean() });
const line = fc.record({
  waiting: fc.array(waiting, { minLength: 1, maxLength: 12 }),
  agents: fc.array(agents, { maxLength: 4 }),
  taken: fc.array(taken, { maxLength: 5 }),
});
type Line = typeof line extends fc.Arbitrary<infer Value> ? Value : never;

async function store({ waiting, agents, taken }: Line): Promise<{ id: string; number: number }[]> {
  const at = desk.clock.now();
  await sql`truncate tickets, agents cascade`.execute(desk.database.db);
  const agentIds: string[] = [];
  const insertTicket = async (about: { team: string; live: boolean; status: string; key: number }) => {
    const id = newId();
    const { rows } = await sql<{ number: number }>`
      insert into tickets (id, kind, status, subject, channel, locale, live, cost, team, queue_key, opened_at, agent_id)
      values (${id}, 'question', ${about.status}, 'x', 'voice', 'es', ${about.live}, 100, ${about.team},
        ${new Date(at.getTime() + about.key * minute)}, ${at}, ${about.status === 'assigned' ? agentIds[0] ?? null : null}::uuid)
      returning number`.execute(desk.database.db);
    return { id, number: rows[0]?.number ?? 0 };
  };
  // Somebody to hold what is assigned; never signed in.
  for (const agent of [{ teams: [], availability: 'offline', active: true, load: 0, onCall: false }, ...agents]) {
    const id = newId();
    agentIds.push(id);
    await sql`insert into agents (id, name, email, password_hash, role, active, teams, capacity, load, availability, idle_since, created_at)
      values (${id}, 'A', ${`${id}@desk.test`}, 'x', 'agent', ${agent.active}, ${agent.teams}, 115, ${agent.load}, ${agent.availability}, ${at}, ${at})`
      .execute(desk.database.db);
  }
  const tickets = [];
  for (const ticket of waiting) tickets.push(await insertTicket(ticket));
  const elsewhere = await insertTicket({ team: 'proveedor', live: true, status: 'resolved', key: 0 });
  for (const [index, agent] of agents.entries()) {
    if (!agent.onCall) continue;
    const other = await insertTicket({ team: 'proveedor', live: true, status: 'resolved', key: 0 });
    await sql`insert into assignments (id, ticket_id, agent_id, cost, live, started_at)
      values (${newId()}, ${other.id}, ${agentIds[index + 1] ?? ''}, 100, true, ${at})`.execute(desk.database.db);
  }
  for (const offer of taken) {
    const mine = await insertTicket({ team: offer.team, live: false, status: 'resolved', key: 0 });
    const ended = new Date(at.getTime() - offer.minutesAgo * minute);
    await sql`insert into offers (id, ticket_id, agent_id, cost, live, offered_at, expires_at, ended_at, outcome)
      values (${newId()}, ${mine.id}, ${agentIds[0] ?? ''}, 100, ${offer.live}, ${ended}, ${ended}, ${ended}, 'accepted')`.execute(desk.database.db);
  }
  return tickets.filter(({ id }) => id !== elsewhere.id);
}

/** The rule said again, as plainly as it can be. */
function recount({ waiting, agents, taken }: Line, index: number): { position: number; estimateSeconds: number | null } | null {
  const mine = waiting[index];
  if (!mine?.live) return null;
  const isAhead = (other: typeof mine, at: number) => other.key < mine.key || (other.key === mine.key && at < index);
  const ahead = waiting.filter((other, at) =>
    other.team === mine.team && other.live && ['queued', 'offered'].includes(other.status) && isAhead(other, at)).length;
  const here = agents.filter((agent) => agent.active && agent.availability !== 'offline' && agent.teams.includes(mine.team));
  const free = here.filter((agent) => agent.availability === 'available' && !agent.onCall && agent.load + 100 <= 115).length;
  const pace = taken.filter((offer) => offer.team === mine.team && offer.live && offer.minutesAgo < 30).length;
  const position = ahead + 1;
  if (position <= free) return { position, estimateSeconds: 0 };
  if (here.length === 0 || pace === 0) return { position, estimateSeconds: null };
  return { position, estimateSeconds: Math.round(((position - free) * 1800) / pace) };
}

test('place and estimate are those of a plain recount, for every ticket of every line', async () => {
  await fc.assert(
    fc.asyncProperty(line, async (given) => {
      const tickets = await store(given);
      const told = await desk.transact((stores) =>
        Promise.all(tickets.map(({ id }) => stores.calls.placeInLine(id, desk.clock.now()))));
      expect(told).toEqual(given.waiting.map((_, index) => recount(given, index)));
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('everybody who waits has a place of their own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 8 }), async (keys) => {
      const tickets = await store({
        waiting: keys.map((key) => ({ team: 'mesa', live: true, status: 'queued', key })), agents: [], taken: [],
      });
      const places = await desk.transact((stores) =>
        Promise.all(tickets.map(async ({ id }) => (await stores.calls.placeInLine(id, desk.clock.now()))?.position)));
      expect(places.toSorted((a = 0, b = 0) => a - b)).toEqual(keys.map((_, index) => index + 1));
    }),
    { numRuns: 15 },
  );
}, 60_000);
