import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createProcessBeats, type ProcessBeats } from '../../../adapters/postgres/presence-store-beats.ts';
import { newId } from '../../../src/core/index.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
let beats: ProcessBeats;
const [one, two] = [newId(), newId()];

beforeAll(async () => {
  desk = await startTestDesk();
  beats = createProcessBeats(desk.database.db);
});
afterAll(() => desk.close());
beforeEach(async () => {
  await sql`truncate agents, processes cascade`.execute(desk.database.db);
});

function beat(processId: string): Promise<{ afterOutage: boolean }> {
  return beats.beat(processId, desk.clock.now());
}

function vanished(): Promise<string[]> {
  return desk.presenceStore.vanishedSince(new Date(desk.clock.now().getTime() - 60_000));
}

test('an outage of ours is not the absence of agents', async () => {
  await beat(one);
  const ana = await desk.addAgent();
  desk.clock.advance(600);
  expect(await vanished()).toEqual([ana]);
  expect(await beat(two)).toEqual({ afterOutage: true });
  expect(await vanished()).toEqual([]);
  desk.clock.advance(61);
  await beat(two);
  expect(await vanished()).toEqual([]);
});

test('while any process beats, whoever is not seen is gone', async () => {
  await beat(one);
  const ana = await desk.addAgent();
  for (let seconds = 0; seconds <= 60; seconds += 10) {
    desk.clock.advance(10);
    expect(await beat(one)).toEqual({ afterOutage: false });
  }
  expect(await beat(two)).toEqual({ afterOutage: false });
  expect(await vanished()).toEqual([ana]);
});

test('who is signed off is nobody who vanished, and an outage does not bring them back', async () => {
  await desk.addAgent({ available: false });
  desk.clock.advance(600);
  await beat(one);
  expect(await vanished()).toEqual([]);
});

test('being seen never goes back in time, and strangers are passed over', async () => {
  const ana = await desk.addAgent();
  desk.clock.advance(120);
  await desk.presenceStore.markSeen([ana, newId()], desk.clock.now());
  await desk.presenceStore.markSeen([ana], new Date(desk.clock.now().getTime() - 120_000));
  expect(await vanished()).toEqual([]);
});

test('open offers of those who are not available are found with the reason', async () => {
  const ana = await desk.addAgent();
  const contact = desk.channels.sms.toContact({
    providerId: 'SM1', from: '+573001112233', to: '+576010000000', text: 'No puedo navegar en Internet', media: [], receivedAt: desk.clock.now(),
  });
  const landed = await desk.accept(contact, desk.channels.sms.capabilities);
  if (landed.kind !== 'opened') throw new Error('not opened');
  await desk.router.routeTicket(landed.ticketId);
  await desk.matcher.matchTicket(landed.ticketId);
  const [offerId] = await desk.presenceStore.openOffersOf(ana);
  expect(await desk.presenceStore.offersOfAbsentAgents()).toEqual([]);
  await sql`update agents set availability = 'away', away_reason = 'missed-offers'`.execute(desk.database.db);
  expect(await desk.presenceStore.offersOfAbsentAgents()).toEqual([{ offerId, reason: 'missed-offers' }]);
  await desk.presence.withdrawAbsent();
  expect(await desk.presenceStore.openOffersOf(ana)).toEqual([]);
});
