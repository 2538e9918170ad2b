import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOnlineDesk, type OnlineDesk, type Screen } from './online-desk.ts';

let desk: OnlineDesk;
beforeAll(async () => {
  desk = await startOnlineDesk();
});
afterAll(() => desk.close());

async function screenOf(agentId: string): Promise<Screen> {
  const screen = await desk.connect({ token: await desk.signIn(agentId) });
  await screen.find('state');
  return screen;
}

test('an offer says in one line what was said and since when it waits, live and after a reload', async () => {
  const ana = await desk.addAgent();
  const screen = await screenOf(ana);
  await desk.text('+573001112233', 'No puedo navegar\r\n\r\n   en Internet');
  const waitingSince = desk.clock.now().toISOString();
  const offer = await screen.find('offer');
  expect(offer).toMatchObject({ preview: 'No puedo navegar en Internet', waitingSince });
  desk.clock.advance(7);
  const reloaded = await screenOf(ana);
  expect((await reloaded.find('state')).offers).toMatchObject([{ offerId: offer.offerId, preview: 'No puedo navegar en Internet', waitingSince }]);
  await screen.socket.emitWithAck('offer:accept', { offerId: offer.offerId });
  await screen.socket.emitWithAck('presence:set', { availability: 'away' });
});

test('a long text is cut between characters, and one of blanks alone is none', async () => {
  const beto = await desk.addAgent();
  const screen = await screenOf(beto);
  await desk.text('+573001112234', '😀'.repeat(600));
  const long = await screen.find('offer');
  expect(long.preview).toBe('😀'.repeat(280));
  await screen.socket.emitWithAck('offer:accept', { offerId: long.offerId });
  await desk.text('+573001112235', ' \n\t ');
  expect(await screen.find('offer', ({ offerId }) => offerId !== long.offerId)).toMatchObject({ preview: null });
});

test('who goes away may say why, with one of the reasons of the desk', async () => {
  const cata = await desk.addAgent();
  const screen = await screenOf(cata);
  expect(await screen.socket.emitWithAck('presence:set', { availability: 'away', reason: 'lunch' })).toEqual({ ok: true });
  await desk.settleAndPublish();
  expect(await screen.find('agent:changed', ({ agentId }) => agentId === cata)).toMatchObject({ availability: 'away', awayReason: 'lunch', reason: 'lunch' });
  await desk.people.change(cata, { name: 'Catalina' }, null);
  await desk.settleAndPublish();
  expect(await screen.find('agent:changed', ({ reason }) => reason === 'edited')).toMatchObject({ availability: 'away', awayReason: 'lunch' });
  expect((await (await screenOf(cata)).find('state')).agent).toMatchObject({ availability: 'away', awayReason: 'lunch' });
  for (const payload of [
    { availability: 'away', reason: 'siesta' }, { availability: 'available', reason: 'lunch' }, { availability: 'offline', reason: 'lunch' },
    { availability: 'away', reason: 'vanished' }, { availability: 'away', reason: '\u0000' },
  ] as const) {
    expect(await screen.socket.emitWithAck('presence:set', payload)).toMatchObject({ error: { code: 'invalid_input' } });
  }
  expect(await screen.socket.emitWithAck('presence:set', { availability: 'away', reason: null })).toEqual({ ok: true });
  expect((await (await screenOf(cata)).find('state')).agent).toMatchObject({ awayReason: null });
});
