import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import {
  acceptOffer, agentRow, offeredTo, offerOf, offersMade, openOffers, openWork, passTime, ticketRow, type OpenOffer,
} from './work.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.close());

async function offerFor(ticketId: string): Promise<OpenOffer> {
  const offer = await offerOf(desk, ticketId);
  if (!offer) throw new Error('The ticket is not offered.');
  return offer;
}

async function endsTold(offerId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from events where offer_id = ${offerId}
    and name in ('offer.accepted', 'offer.declined', 'offer.expired', 'offer.withdrawn')`.execute(desk.database.db);
  return rows.map((row) => row.name);
}

/** The ways an offer ends; each gives whether it was this one that ended it. */
const ways: Record<string, (offer: OpenOffer) => Promise<boolean>> = {
  accepted: (offer) => desk.offers.accept(offer.id, offer.agentId).then(() => true, refused),
  declined: (offer) => desk.offers.decline(offer.id, offer.agentId, 'ocupado').then(() => true, refused),
  expired: (offer) => desk.offers.expire(offer.id),
  withdrawn: (offer) => desk.offers.withdraw(offer.id, 'prueba'),
};

function refused(error: unknown): boolean {
  expect(error).toMatchObject({ code: 'offer_ended', status: 409 });
  return false;
}

describe('an offer ends exactly once', () => {
  const pairs = Object.keys(ways).flatMap((first) => Object.keys(ways).map((second) => ({ first, second })));
  test.each(pairs)('$first, then $second', async ({ first, second }) => {
    const agentId = await desk.addAgent({ capacity: 15 });
    const offer = await offerFor(await openWork(desk));
    if (first === 'expired') desk.clock.advance(60);
    expect(await ways[first]?.(offer)).toBe(true);
    desk.clock.advance(60);
    expect(await ways[second]?.(offer)).toBe(false);
    expect(await endsTold(offer.id)).toEqual([`offer.${first}`]);
    expect((await agentRow(desk, agentId)).load).toBe(first === 'accepted' ? 15 : 0);
  });

  test('all ways at the same moment, from several connections', async () => {
    await desk.addAgent({ capacity: 100 });
    for (let n = 0; n < 6; n += 1) await openWork(desk);
    for (const offer of await openOffers(desk)) {
      const tries = Object.values(ways).filter((way) => way !== ways['expired']).flatMap((way) => [way(offer), way(offer)]);
      const ended = await Promise.all(tries);
      expect(ended.filter(Boolean)).toHaveLength(1);
      expect(await endsTold(offer.id)).toHaveLength(1);
    }
  });
});

test('an offer is nobody else’s to answer, and cannot be accepted when its time is over', async () => {
  const agentId = await desk.addAgent();
  const stranger = await desk.addAgent({ teams: ['redes'] });
  const offer = await offerFor(await openWork(desk));
  await expect(desk.offers.accept(offer.id, stranger)).rejects.toMatchObject({ code: 'offer_ended' });
  await expect(desk.offers.decline(offer.id, stranger, null)).rejects.toMatchObject({ code: 'offer_ended' });
  expect(await desk.offers.expire(offer.id)).toBe(false);
  desk.clock.advance(60);
  await expect(desk.offers.accept(offer.id, agentId)).rejects.toMatchObject({ code: 'offer_ended' });
  expect(await desk.offers.expire(offer.id)).toBe(true);
});

test('a call rings for 30 s and other work for 60 s', async () => {
  await desk.addAgent({ capacity: 200 });
  const [call, form] = [await openWork(desk, { channel: 'voice' }), await openWork(desk)];
  await passTime(desk, 29);
  expect([await offeredTo(desk, call), await offeredTo(desk, form)]).not.toContain(null);
  expect(await desk.backlog.dueOffers(desk.clock.now(), 10)).toEqual([]);
  desk.clock.advance(1);
  expect(await desk.backlog.dueOffers(desk.clock.now(), 10)).toEqual([(await offerFor(call)).id]);
  desk.clock.advance(30);
  expect(await desk.backlog.dueOffers(desk.clock.now(), 10)).toHaveLength(2);
});

test('a declined ticket goes to another agent and keeps its place', async () => {
  const ids = [await desk.addAgent(), await desk.addAgent()];
  const ticketId = await openWork(desk);
  const before = await ticketRow(desk, ticketId);
  const first = await offerFor(ticketId);
  desk.clock.advance(5);
  await desk.offers.decline(first.id, first.agentId, 'ocupado');
  await desk.settle();
  expect(await offeredTo(desk, ticketId)).toBe(ids.find((id) => id !== first.agentId));
  expect((await ticketRow(desk, ticketId)).queue_key).toEqual(before.queue_key);
});

describe('a refused ticket goes to the same agent again only after the cooldown', () => {
  test.each([{ refusal: 'declined', cooldown: 60 }, { refusal: 'expired', cooldown: 5 }])('$refusal', async ({ refusal, cooldown }) => {
    const agentId = await desk.addAgent();
    const ticketId = await openWork(desk);
    if (refusal === 'expired') desk.clock.advance(60);
    await ways[refusal]?.(await offerFor(ticketId));
    await desk.settle();
    expect(await offeredTo(desk, ticketId)).toBeNull();
    await passTime(desk, cooldown - 1);
    expect(await offeredTo(desk, ticketId)).toBeNull();
    await passTime(desk, 1);
    expect(await offeredTo(desk, ticketId)).toBe(agentId);
  });
});

describe('offers let expire in a row', () => {
  test('the second sets the agent away, once, and what is open is withdrawn', async () => {
    const agentId = await desk.addAgent({ capacity: 60 });
    for (let n = 0; n < 4; n += 1) await openWork(desk);
    await passTime(desk, 60);
    expect(await agentRow(desk, agentId)).toMatchObject({ availability: 'away', away_reason: 'missed-offers', load: 0 });
    expect(await openOffers(desk)).toEqual([]);
    const { rows } = await sql`select from events where name = 'agent.changed' and reason = 'missed-offers'`.execute(desk.database.db);
    expect(rows).toHaveLength(1);
  });

  test.each(['accepted', 'declined'] as const)('are forgotten when one is %s in between', async (answer) => {
    const agentId = await desk.addAgent({ capacity: 15 });
    const [one, two] = [await openWork(desk), await openWork(desk)];
    await passTime(desk, 60);
    expect((await agentRow(desk, agentId)).missed_offers).toBe(1);
    const next = (await openOffers(desk))[0];
    expect([one, two]).toContain(next?.ticketId);
    if (next) await ways[answer]?.(next);
    await desk.settle();
    if (answer === 'accepted') {
      await desk.progress.resolve((await ticketRow(desk, next?.ticketId ?? '')).number, { agentId }, 'listo');
      await desk.settle();
    }
    await passTime(desk, 5);
    await passTime(desk, 60);
    expect((await offersMade(desk)).filter((offer) => offer.outcome === 'expired')).toHaveLength(2);
    expect((await agentRow(desk, agentId)).availability).toBe('available');
  });

  test('never call somebody back to away who has signed off', async () => {
    const agentId = await desk.addAgent();
    const offers = [await offerFor(await openWork(desk)), await offerFor(await openWork(desk))];
    desk.clock.advance(60);
    await sql`update agents set availability = 'offline' where id = ${agentId}`.execute(desk.database.db);
    for (const offer of offers) await desk.offers.expire(offer.id);
    expect((await agentRow(desk, agentId)).availability).toBe('offline');
  });
});

test('a ticket assigned before it was routed gets its place when it is given back', async () => {
  const agentId = await desk.addAgent();
  const ticketId = await openWork(desk);
  await sql`update tickets set team = null, queue_key = null, queued_at = null, priority = null, tier = null, entry = null where id = ${ticketId} and status = 'offered'`.execute(desk.database.db);
  await acceptOffer(desk, ticketId);
  await desk.presence.signOff(agentId, 'vanished');
  await desk.settle();
  expect(await ticketRow(desk, ticketId)).toMatchObject({ status: 'queued', team: 'mesa', agent_id: null });
});
