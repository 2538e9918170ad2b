import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { acceptOffer, offeredTo, offersMade, openOffers, openWork, passTime, placeWork, ticketRow, type NewWork } from './work.ts';

const customer = 'ana@example.com';
const day = 86_400;
let desk: TestDesk;

/** Somebody who served this customer before and is free again. */
async function servedBy(about: Parameters<TestDesk['addAgent']>[0] = {}): Promise<string> {
  const agentId = await desk.addAgent(about);
  const ticketId = await openWork(desk, { customer });
  await acceptOffer(desk, ticketId);
  await desk.progress.resolve((await ticketRow(desk, ticketId)).number, { agentId }, 'listo');
  await desk.settle();
  desk.clock.advance(60);
  return agentId;
}

/** What follows for the ticket alone, before anybody who has room now looks for work. */
async function lookForItsAgent(ticketId: string): Promise<void> {
  desk.signals.length = 0;
  await desk.router.routeTicket(ticketId);
  await desk.matcher.matchTicket(ticketId);
}

/** Leaves this agent no room for anything more, until it is resolved: gives its ticket's number. */
async function fill(agentId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from agents where id <> ${agentId} and availability = 'available'`.execute(desk.database.db);
  for (const { id } of rows) await desk.presence.setAvailability(id, 'away');
  const call = await openWork(desk, { channel: 'voice' });
  await acceptOffer(desk, call);
  for (const { id } of rows) await desk.presence.setAvailability(id, 'available');
  await desk.settle();
  return (await ticketRow(desk, call)).number;
}

describe('the last agent of a customer', () => {
  beforeEach(async () => {
    desk = await startTestDesk();
  });
  afterEach(() => desk.close());

  test('is asked before somebody who is idle longer', async () => {
    const last = await servedBy();
    const other = await desk.addAgent();
    desk.clock.advance(10);
    await sql`update agents set idle_since = ${new Date(0)} where id = ${other}`.execute(desk.database.db);
    expect(await offeredTo(desk, await openWork(desk, { customer: 'otra@example.com' }))).toBe(other);
    expect(await offeredTo(desk, await openWork(desk, { customer }))).toBe(last);
  });

  const nobodySpecial: { why: string; change: (last: string) => Promise<unknown> }[] = [
    { why: 'after thirty days', change: async () => desk.clock.advance(30 * day + 1) },
    { why: 'when they left the team', change: (last) => desk.people.change(last, { teams: ['redes'] }, null) },
    { why: 'when they have gone', change: (last) => desk.presence.setAvailability(last, 'away') },
    { why: 'when they have no room', change: (last) => fill(last) },
  ];
  test.each(nobodySpecial)('is nobody special $why', async ({ change }) => {
    const last = await servedBy();
    const other = await desk.addAgent();
    await sql`update agents set idle_since = ${new Date(0)} where id = ${other}`.execute(desk.database.db);
    await change(last);
    expect(await offeredTo(desk, await openWork(desk, { customer }))).toBe(other);
  });

  test('is not who passed this very ticket on, but is who resolved it when it opens again', async () => {
    const last = await servedBy({ teams: ['mesa', 'redes'] });
    const ticketId = await openWork(desk, { customer });
    await acceptOffer(desk, ticketId);
    const { number } = await ticketRow(desk, ticketId);
    const inOtherTeam = await desk.addAgent({ teams: ['redes'] });
    await sql`update tickets set customer_id = null where id <> ${ticketId}`.execute(desk.database.db);
    await desk.placing.transfer(number, { agentId: last }, { team: 'redes' }, null);
    await sql`update agents set idle_since = ${new Date(0)} where id = ${inOtherTeam}`.execute(desk.database.db);
    await lookForItsAgent(ticketId);
    expect(await offeredTo(desk, ticketId)).toBe(inOtherTeam);
    await acceptOffer(desk, ticketId);
    await desk.progress.resolve(number, { agentId: inOtherTeam }, 'listo');
    await desk.settle();
    await sql`update agents set idle_since = ${new Date(0)} where id = ${last}`.execute(desk.database.db);
    await desk.progress.reopen(number, { agentId: inOtherTeam }, null);
    await lookForItsAgent(ticketId);
    expect(await offeredTo(desk, ticketId)).toBe(inOtherTeam);
  });

  test('does not overtake: what stands first in the queue is still offered first', async () => {
    const last = await servedBy({ capacity: 100 });
    const urgent = await placeWork(desk, { impact: 'high', urgency: 'high' });
    const theirs = await openWork(desk, { customer });
    expect((await offersMade(desk)).slice(1)).toMatchObject([{ ticketId: urgent, agentId: last }, { ticketId: theirs, agentId: last }]);
  });
});

describe('a ticket kept for the last agent', () => {
  beforeEach(async () => {
    desk = await startTestDesk({ deskFile: `${smallDeskFile}routing: { lastAgent: { holdSeconds: 20 } }\n` });
  });
  afterEach(() => desk.close());

  test('waits for them while they have no room, hides nothing behind it, and is theirs when they have', async () => {
    const last = await servedBy();
    const other = await desk.addAgent();
    const call = await fill(last);
    const kept = await openWork(desk, { customer });
    const behind = await openWork(desk);
    expect(await offeredTo(desk, kept)).toBeNull();
    expect(await offeredTo(desk, behind)).toBe(other);
    await passTime(desk, 19);
    expect(await offeredTo(desk, kept)).toBeNull();
    await desk.progress.resolve(call, { agentId: last }, 'listo');
    await desk.settle();
    expect(await offeredTo(desk, kept)).toBe(last);
  });

  test('hides nothing behind it, however much is kept', async () => {
    const last = await servedBy();
    const other = await desk.addAgent();
    await fill(last);
    for (let n = 0; n < 18; n += 1) await placeWork(desk, { customer });
    desk.clock.advance(1);
    const behind = await placeWork(desk);
    await desk.matcher.matchAgent(other);
    expect(await openOffers(desk)).toMatchObject([{ ticketId: behind, agentId: other }]);
  });

  test('is anybody\'s after its time', async () => {
    const last = await servedBy();
    const other = await desk.addAgent();
    await fill(last);
    const kept = await openWork(desk, { customer });
    const { version } = await ticketRow(desk, kept);
    desk.clock.advance(19);
    await passTime(desk, 1);
    expect(await offeredTo(desk, kept)).toBe(other);
    // The hold itself is nothing that people see: the offer alone counted the version.
    expect((await ticketRow(desk, kept)).version).toBe(version + 1);
  });

  test.each<[string, (last: string) => Promise<unknown>]>([
    ['goes away', (last) => desk.presence.setAvailability(last, 'away')],
    ['signs off', (last) => desk.presence.setAvailability(last, 'offline')],
    ['leaves the team', (last) => desk.people.change(last, { teams: ['redes'] }, null)],
    ['is deactivated', (last) => desk.people.change(last, { active: false }, null)],
  ])('is anybody\'s at once when that agent %s', async (_what, leave) => {
    const last = await servedBy();
    const other = await desk.addAgent({ capacity: 200 });
    await fill(last);
    const kept = await openWork(desk, { customer });
    await leave(last);
    await passTime(desk, 0);
    expect(await offeredTo(desk, kept)).toBe(other);
  });

  test('is kept no more once they declined it', async () => {
    const last = await servedBy();
    const other = await desk.addAgent();
    await desk.presence.setAvailability(other, 'away');
    const ticketId = await openWork(desk, { customer });
    const [offer] = await openOffers(desk);
    expect(offer).toMatchObject({ ticketId, agentId: last });
    await desk.presence.setAvailability(other, 'available');
    await desk.offers.decline(offer?.id ?? '', last, null);
    await desk.settle();
    expect(await offeredTo(desk, ticketId)).toBe(other);
  });

  test('is found by the relay when the signal of their room was lost', async () => {
    const last = await servedBy();
    const call = await fill(last);
    const kept = await openWork(desk, { customer });
    await desk.progress.resolve(call, { agentId: last }, 'listo');
    desk.signals.length = 0;
    await passTime(desk, 3);
    expect(await offeredTo(desk, kept)).toBe(last);
  });
});

test('whatever is kept, first offers follow the queue among what each agent may take, and nothing starves', async () => {
  const customers = ['uno@example.com', 'dos@example.com', 'tres@example.com'];
  const anyWork = fc.record({
    customer: fc.option(fc.constantFrom(...customers), { nil: undefined }),
    impact: fc.constantFrom('low', 'medium', 'high' as const),
    wait: fc.integer({ min: 0, max: 8 }),
  });
  await fc.assert(fc.asyncProperty(fc.array(anyWork, { minLength: 4, maxLength: 10 }), async (works) => {
    desk = await startTestDesk({ deskFile: `${smallDeskFile}routing: { lastAgent: { holdSeconds: 20 } }\n` });
    try {
      const agents: string[] = [];
      for (const email of customers.slice(0, 2)) {
        const agentId = await desk.addAgent({ capacity: 15 });
        agents.push(agentId);
        const ticketId = await openWork(desk, { customer: email });
        await acceptOffer(desk, ticketId);
        await desk.progress.resolve((await ticketRow(desk, ticketId)).number, { agentId: (await ticketRow(desk, ticketId)).agent_id ?? '' }, 'listo');
      }
      await desk.settle();
      const placed: string[] = [];
      for (const { customer: email, impact, wait } of works) {
        desk.clock.advance(wait);
        const about: NewWork = { impact, ...(email === undefined ? {} : { customer: email }) };
        placed.push(await placeWork(desk, about));
      }
      for (let round = 0; round < works.length * 3 && (await allOffered(placed)) < placed.length; round += 1) {
        for (const agentId of agents) {
          const mine = await firstFor(agentId);
          await desk.matcher.matchAgent(agentId);
          const offer = (await openOffers(desk)).find((one) => one.agentId === agentId);
          expect(offer?.ticketId ?? null).toBe(mine);
          if (!offer) continue;
          const { number } = await desk.offers.accept(offer.id, agentId);
          await desk.progress.resolve(number, { agentId }, 'listo');
        }
        desk.clock.advance(5);
        for (const ticketId of await desk.backlog.dueToStep(desk.clock.now(), 100)) await desk.waitSteps.take(ticketId);
        desk.signals.length = 0;
      }
      expect(await allOffered(placed)).toBe(placed.length);
    } finally {
      await desk.close();
    }
  }), { numRuns: 5 });
}, 60_000);

async function allOffered(placed: string[]): Promise<number> {
  const made = new Set((await offersMade(desk)).map((offer) => offer.ticketId));
  return placed.filter((id) => made.has(id)).length;
}

/** What the rule says this agent is offered next: the first in the queue that is nobody's or theirs. */
async function firstFor(agentId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from tickets where status = 'queued'
    and (preferred_until is null or preferred_agent_id = ${agentId}) order by queue_key limit 1`.execute(desk.database.db);
  return rows[0]?.id ?? null;
}
