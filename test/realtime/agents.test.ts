import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startOnlineDesk, type OnlineDesk, type Screen } from './online-desk.ts';

let desk: OnlineDesk;
beforeEach(async () => {
  desk = await startOnlineDesk();
});
afterEach(() => desk.close());

async function screenOf(agentId: string, since?: number): Promise<Screen> {
  const screen = await desk.connect({ token: await desk.signIn(agentId), since });
  await screen.find('state');
  return screen;
}

test('an agent is shown an offer, takes it, and all their tabs hear that it is gone', async () => {
  const ana = await desk.addAgent();
  const [first, second] = [await screenOf(ana), await screenOf(ana)];
  await desk.text('+573001112233');
  const offer = await first.find('offer');
  expect(offer).toMatchObject({ ticket: { number: 'V-1001', status: 'offered', team: { key: 'mesa' } } });
  expect(new Date(offer.expiresAt).getTime()).toBeGreaterThan(desk.clock.now().getTime());
  const answer = await first.socket.emitWithAck('offer:accept', { offerId: offer.offerId });
  expect(answer).toMatchObject({ ok: true, ticket: { number: 'V-1001', status: 'assigned', agent: { id: ana } } });
  await desk.settleAndPublish();
  expect(await second.find('offer:withdrawn')).toMatchObject({ offerId: offer.offerId, reason: 'accepted' });
  expect(await second.find('ticket:updated', ({ name }) => name === 'ticket.assigned')).toMatchObject({ ticket: { status: 'assigned' } });
  expect(await second.socket.emitWithAck('offer:accept', { offerId: offer.offerId })).toMatchObject({ error: { code: 'offer_ended' } });
});

test('the first thing a screen hears is what is offered to and held by its agent', async () => {
  const ana = await desk.addAgent();
  await desk.text('+573001112233');
  const before = await screenOf(ana);
  const held = await before.find('offer');
  await before.socket.emitWithAck('offer:accept', { offerId: held.offerId });
  await desk.text('+573004445566');
  const screen = await screenOf(ana);
  const state = await screen.find('state');
  const offer = await screen.find('offer');
  expect(screen.told[0]?.name).toBe('state');
  expect(state).toMatchObject({
    seq: await desk.feed.lastSeq(),
    agent: { id: ana, availability: 'available', teams: ['mesa'], load: 30 },
    offers: [{ offerId: offer.offerId, ticket: { number: 'V-1002' } }],
    assignments: [{ ticket: { number: 'V-1001' } }],
  });
});

test('whoever leaves a team is no longer offered its tickets, and keeps what they took', async () => {
  const ana = await desk.addAgent();
  const screen = await screenOf(ana);
  await desk.text('+573001112240');
  const taken = await screen.find('offer');
  await screen.socket.emitWithAck('offer:accept', { offerId: taken.offerId });
  await desk.text('+573001112241');
  const { offerId } = await screen.find('offer', (offer) => offer.offerId !== taken.offerId);
  await desk.people.change(ana, { teams: ['redes'] }, null);
  await desk.settleAndPublish();
  expect(await screen.find('offer:withdrawn', (end) => end.offerId === offerId)).toMatchObject({ reason: 'left-team' });
  expect(await screen.socket.emitWithAck('offer:accept', { offerId })).toMatchObject({ error: { code: 'offer_ended' } });
  expect((await desk.transact((stores) => stores.agents.find(ana)))?.load).toBe(15);
});

test('declining with an empty reason is declining without one', async () => {
  const ana = await desk.addAgent();
  const screen = await screenOf(ana);
  await desk.text('+573001112239');
  const { offerId } = await screen.find('offer');
  expect(await screen.socket.emitWithAck('offer:decline', { offerId, reason: ' ' })).toEqual({ ok: true });
});

test('declining and going away tell why, and the queue is told of', async () => {
  const ana = await desk.addAgent();
  const screen = await screenOf(ana);
  await desk.text('+573001112233');
  const offer = await screen.find('offer');
  expect(await screen.socket.emitWithAck('offer:decline', { offerId: offer.offerId, reason: 'almuerzo' })).toEqual({ ok: true });
  await desk.settleAndPublish();
  expect(await screen.find('offer:withdrawn')).toMatchObject({ offerId: offer.offerId, reason: 'declined' });
  await desk.text('+573004445566');
  const second = await screen.find('offer', ({ offerId }) => offerId !== offer.offerId);
  expect(await screen.socket.emitWithAck('presence:set', { availability: 'away' })).toEqual({ ok: true });
  await desk.settleAndPublish();
  expect(await screen.find('offer:withdrawn', ({ offerId }) => offerId === second.offerId)).toMatchObject({ reason: 'away' });
  expect(await screen.find('agent:changed')).toMatchObject({ agentId: ana, availability: 'away' });
  desk.tick(1_000);
  expect(await screen.find('queue:stats', ({ waiting }) => waiting.length > 0)).toMatchObject({
    waiting: [{ team: 'mesa', count: 2, oldestAt: desk.clock.now().toISOString() }],
  });
});

test('agents hear of their own teams only, leads of all, and a ticket that moves is told to both teams', async () => {
  const [ana, nora, lead] = [
    await desk.addAgent({ available: false }),
    await desk.addAgent({ teams: ['redes'], available: false }),
    await desk.addAgent({ teams: [], role: 'lead', available: false }),
  ];
  const [inDesk, inNetworks, boss] = [await screenOf(ana), await screenOf(nora), await screenOf(lead)];
  await desk.text('+573001112233');
  await boss.find('ticket:updated', ({ name }) => name === 'ticket.routed');
  await desk.placing.escalate(1001, { agentId: lead }, 'no es de la mesa');
  await desk.settleAndPublish();
  for (const screen of [inDesk, inNetworks, boss]) {
    expect(await screen.find('ticket:updated', ({ name }) => name === 'ticket.escalated')).toMatchObject({ ticket: { team: { key: 'redes' } } });
  }
  expect(inNetworks.all('ticket:updated').map(({ name }) => name)).toEqual(['ticket.escalated']);
  desk.tick(1_000);
  expect(await inNetworks.find('queue:stats', ({ waiting }) => waiting.length > 0)).toMatchObject({ waiting: [{ team: 'redes', count: 1 }] });
  expect(inDesk.all('queue:stats').every(({ waiting }) => waiting.every(({ team }) => team === 'mesa'))).toBe(true);
});

test('an agent who joins a team hears of it from then on, without coming back', async () => {
  const nora = await desk.addAgent({ teams: ['redes'], available: false });
  const screen = await screenOf(nora);
  await desk.text('+573001112233');
  await desk.people.change(nora, { teams: ['redes', 'mesa'] }, null);
  await desk.feed.publish();
  await screen.find('agent:changed');
  await desk.text('+573004445566');
  // What was written a moment before they joined may still be on its way and reach them too.
  expect(await screen.find('ticket:updated', ({ ticket }) => ticket.number === 'V-1002')).toMatchObject({ ticket: { team: { key: 'mesa' } } });
});

test('presence counts over all tabs: an agent stays while one is open, and counts as seen when the last closes', async () => {
  const ana = await desk.addAgent();
  const [first, second] = [await screenOf(ana), await screenOf(ana)];
  const seenAt = async (moment: Date) => {
    for (;;) {
      const { rows } = await sql<{ seen_at: Date }>`select seen_at from agent_presence where agent_id = ${ana}`.execute(desk.database.db);
      if (rows[0]?.seen_at.getTime() === moment.getTime()) return;
    }
  };
  first.close();
  desk.clock.advance(55);
  desk.tick(5_000);
  await seenAt(desk.clock.now());
  desk.clock.advance(30);
  second.close();
  await seenAt(desk.clock.now());
  desk.clock.advance(desk.desk.agents.graceSeconds - 1);
  desk.tick(5_000);
  expect(await desk.presence.signOffVanished()).toBe(0);
  desk.clock.advance(2);
  expect(await desk.presence.signOffVanished()).toBe(1);
});

test('a revoked or expired session is told so and ended; others stay', async () => {
  const [ana, berta] = [await desk.addAgent(), await desk.addAgent()];
  const token = await desk.signIn(ana);
  const short = await desk.signIn(ana, new Date(desk.clock.now().getTime() + 60_000));
  const [revoked, expiring, other] = [await desk.connect({ token }), await desk.connect({ token: short }), await screenOf(berta)];
  await desk.sessions.signOut(token);
  desk.tick(3_000);
  expect(await revoked.find('session:ended')).toEqual({ code: 'session_ended' });
  expect(await revoked.gone).toBe('io server disconnect');
  expect(expiring.socket.connected).toBe(true);
  desk.clock.advance(61);
  desk.tick(3_000);
  await expiring.find('session:ended');
  await expiring.gone;
  expect(other.socket.connected).toBe(true);
  await expect(desk.connect({ token })).rejects.toMatchObject({ data: { code: 'unauthorized' } });
});
