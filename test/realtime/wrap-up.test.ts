import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startOnlineDesk, type OnlineDesk, type Screen } from './online-desk.ts';

let desk: OnlineDesk;
beforeEach(async () => {
  desk = await startOnlineDesk();
});
afterEach(() => desk.close());

async function screenOf(agentId: string): Promise<Screen> {
  const screen = await desk.connect({ token: await desk.signIn(agentId) });
  await screen.find('state');
  return screen;
}

test('an agent in wrap-up sees until when, is offered nothing, and says when they are done', async () => {
  const ana = await desk.addAgent();
  const until = new Date(desk.clock.now().getTime() + 60_000);
  await sql`update agents set wrap_up_until = ${until} where id = ${ana}`.execute(desk.database.db);
  const screen = await screenOf(ana);
  expect((await screen.find('state')).agent).toMatchObject({ availability: 'available', wrapUpUntil: until.toISOString() });
  await desk.text('+573001112233');
  expect(screen.all('offer')).toEqual([]);
  const ask = (payload: unknown) => Reflect.apply(screen.socket.emitWithAck, screen.socket, ['presence:wrap-up-done', payload]) as Promise<unknown>;
  expect(await ask('now')).toMatchObject({ error: { code: 'invalid_input' } });
  expect(await ask(null)).toEqual({ ok: true });
  await desk.settleAndPublish();
  expect(await screen.find('agent:changed')).toMatchObject({ agentId: ana, availability: 'available', reason: 'wrap-up-ended', wrapUpUntil: null });
  await screen.find('offer');
  expect(await ask({})).toEqual({ ok: true });
});

test('a customer who is changed is no ticket: screens go on with what comes next', async () => {
  const lead = await desk.addAgent({ role: 'lead' });
  const screen = await screenOf(lead);
  await desk.text('+573001112233');
  const { rows } = await sql<{ id: string }>`select id from customers`.execute(desk.database.db);
  await desk.customers.change(rows[0]?.id ?? '', { name: 'Ana' }, { agentId: lead });
  await desk.text('+573004445566');
  expect(await screen.find('ticket:updated', ({ ticket }) => ticket.number === 'V-1002')).toMatchObject({ seq: expect.any(Number) as number });
  expect(screen.told.some(({ payload }) => JSON.stringify(payload).includes('customer.changed'))).toBe(false);
});
