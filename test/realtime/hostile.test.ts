import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicUrl, startOnlineDesk, type OnlineDesk } from './online-desk.ts';

let desk: OnlineDesk;
let ana: string;
beforeAll(async () => {
  desk = await startOnlineDesk();
  ana = await desk.addAgent();
});
afterAll(() => desk.close());

test('without a session nobody comes in, and the reason has a code', async () => {
  const bring: unknown[] = [{}, { token: 'nobody' }, { token: 7 }, { token: { $ne: null } }, { token: 'x'.repeat(10_000) }, { since: 3 }];
  for (const auth of bring) await expect(desk.connect(auth)).rejects.toMatchObject({ data: { code: 'unauthorized' } });
});

test('a cookie counts from our own pages only; a token from anywhere', async () => {
  const token = await desk.signIn(ana);
  const cookie = `theme=dark; ventanilla_session=${token}`;
  await expect(desk.connect({}, { cookie })).rejects.toMatchObject({ data: { code: 'wrong_origin' } });
  for (const origin of ['http://evil.test', `${publicUrl}.evil.test`, 'https://desk.test', 'null', '']) {
    await expect(desk.connect({}, { cookie, origin })).rejects.toMatchObject({ data: { code: 'wrong_origin' } });
  }
  const own = await desk.connect({}, { cookie, origin: publicUrl });
  expect((await own.find('state')).agent.id).toBe(ana);
  const abroad = await desk.connect({ token }, { origin: 'http://evil.test' });
  expect((await abroad.find('state')).agent.id).toBe(ana);
});

test('garbage in `since` starts afresh', async () => {
  for (const since of ['soon', -1, 1.5, {}, null, 1e300]) {
    const screen = await desk.connect({ token: await desk.signIn(ana), since });
    expect((await screen.find('state')).seq).toBe(await desk.feed.lastSeq());
  }
});

test('garbage payloads get an error, and nothing they do ends the server', async () => {
  const screen = await desk.connect({ token: await desk.signIn(ana) });
  const raw: { emit(name: string, ...args: unknown[]): unknown; emitWithAck(name: string, ...args: unknown[]): Promise<unknown> } = screen.socket;
  for (const payload of [null, 7, 'x', [], {}, { offerId: 'x' }, { offerId: { a: 1 } }, Buffer.from('x'), { availability: 'asleep' }]) {
    desk.clock.advance(1);
    for (const name of ['presence:set', 'offer:accept', 'offer:decline']) {
      raw.emit(name, payload);
      expect(await raw.emitWithAck(name, payload)).toMatchObject({ error: { code: 'invalid_input' } });
    }
  }
  desk.clock.advance(1);
  for (const name of ['presence:set', 'offer:accept', 'offer:decline']) {
    raw.emit(name);
    raw.emit(name, 'x', 'y', 'z');
    expect(await raw.emitWithAck(name)).toMatchObject({ error: { code: 'invalid_input' } });
  }
  raw.emit('no such thing', { a: 1 });
  const stranger = '00000000-0000-4000-8000-000000000000';
  expect(await raw.emitWithAck('offer:accept', { offerId: stranger })).toMatchObject({ error: { code: 'offer_ended' } });
  expect(await raw.emitWithAck('presence:set', { availability: 'available' })).toEqual({ ok: true });
});

test('a flood is refused, and the next second is served again', async () => {
  const screen = await desk.connect({ token: await desk.signIn(ana) });
  desk.clock.advance(1);
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => screen.socket.emitWithAck('presence:set', { availability: 'available' })),
  );
  const refused = answers.filter((answer) => 'error' in answer && answer.error.code === 'too_many_requests');
  expect(refused).toHaveLength(40);
  desk.clock.advance(1);
  expect(await screen.socket.emitWithAck('presence:set', { availability: 'available' })).toEqual({ ok: true });
});

test('nobody takes what is offered to somebody else', async () => {
  const berta = await desk.addAgent({ teams: ['redes'] });
  const owner = await desk.connect({ token: await desk.signIn(ana) });
  const thief = await desk.connect({ token: await desk.signIn(berta) });
  await desk.text('+573001112233');
  const { offerId } = await owner.find('offer');
  expect(await thief.socket.emitWithAck('offer:accept', { offerId })).toMatchObject({ error: { code: 'offer_ended' } });
  expect(await thief.socket.emitWithAck('offer:decline', { offerId })).toMatchObject({ error: { code: 'offer_ended' } });
  expect(await owner.socket.emitWithAck('offer:accept', { offerId })).toMatchObject({ ok: true });
});
