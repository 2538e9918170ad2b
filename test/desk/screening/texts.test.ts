import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countOf, landed, newNumber, takeIn, textFrom } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
let leadId: string;
beforeAll(async () => {
  desk = await startTestDesk();
  leadId = await desk.addAgent({ role: 'lead', available: false });
});
afterAll(() => desk.close());

async function blockedNumber(): Promise<string> {
  const from = newNumber();
  await desk.blockList.block({ kind: 'phone', value: from, reason: 'amenazas' }, leadId);
  return from;
}

test('a blocked sender\'s text is kept, opens nothing, routes nothing and answers nobody', async () => {
  const from = await blockedNumber();
  const before = await Promise.all([countOf(desk, 'tickets'), countOf(desk, 'customers'), countOf(desk, 'conversations')]);
  desk.signals.length = 0;
  const text = textFrom(desk, from, { body: 'los voy a buscar' });
  expect(await takeIn(desk, text)).toEqual({ kind: 'blocked', landed: null });
  expect(await takeIn(desk, text)).toEqual({ kind: 'duplicate', landed: null });
  expect(await Promise.all([countOf(desk, 'tickets'), countOf(desk, 'customers'), countOf(desk, 'conversations')])).toEqual(before);
  expect(desk.signals).toEqual([]);
  expect(await desk.ticketlessReader.list({ outcomes: ['blocked'], before: null, most: 5 })).toMatchObject([{ channel: 'sms', from, text: 'los voy a buscar', outcome: 'blocked' }]);
});

test('ten deliveries of one blocked text at once are one contact', async () => {
  const from = await blockedNumber();
  const text = textFrom(desk, from);
  await Promise.all(Array.from({ length: 10 }, () => takeIn(desk, text)));
  const { rows } = await sql`select from contacts where provider_id = ${text.providerId}`.execute(desk.database.db);
  expect(rows).toHaveLength(1);
});

test('blocked in the middle of a conversation: the open ticket hears no more of it', async () => {
  const from = newNumber();
  const { ticketId } = landed(await takeIn(desk, textFrom(desk, from)));
  await desk.blockList.block({ kind: 'phone', value: from, reason: 'spam' }, leadId);
  expect((await takeIn(desk, textFrom(desk, from))).kind).toBe('blocked');
  const { rows } = await sql`select from contacts c join conversations v on v.id = c.conversation_id where v.ticket_id = ${ticketId}`.execute(desk.database.db);
  expect(rows).toHaveLength(1);
  await desk.blockList.unblock({ kind: 'phone', value: from }, leadId);
  expect(await takeIn(desk, textFrom(desk, from))).toMatchObject({ kind: 'appended', ticketId });
});

test('a form proves no address, so nobody is kept away by what it says', async () => {
  await desk.blockList.block({ kind: 'email', value: 'Ana@Example.org', reason: 'spam' }, leadId);
  const form = {
    requestId: 'form-1', subject: 'Ayuda', description: 'no puedo navegar en internet', name: 'Ana', email: 'ana@example.org',
    receivedAt: desk.clock.now(),
  };
  expect((await desk.accept(desk.channels.web.toContact(form), desk.channels.web.capabilities)).kind).toBe('opened');
});

test('who is blocked may still say stop', async () => {
  const from = await blockedNumber();
  expect((await takeIn(desk, textFrom(desk, from, { body: 'STOP' }))).kind).toBe('opted-out');
});

test('who is blocked gets no help: the open ticket hears nothing, nobody is answered', async () => {
  const from = newNumber();
  const { ticketId } = landed(await takeIn(desk, textFrom(desk, from)));
  await desk.blockList.block({ kind: 'phone', value: from, reason: 'spam' }, leadId);
  desk.signals.length = 0;
  expect((await takeIn(desk, textFrom(desk, from, { body: 'AYUDA' }))).kind).toBe('blocked');
  const { rows } = await sql`select from contacts c join conversations v on v.id = c.conversation_id where v.ticket_id = ${ticketId}`.execute(desk.database.db);
  expect(rows).toHaveLength(1);
  expect(desk.signals).toEqual([]);
});
