import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type Person, type TestApi } from '../../api/test-api.ts';
import { onBounce } from '../../../src/desk/mails/index.ts';
import { eventsOf, landed, newNumber, takeIn, textFrom } from '../../intake/probes.ts';
import { smallDeskFile, startTestDesk } from '../../support/desk.ts';
import { mailTicket, newAddress, sentReply, undeliverable } from '../mails/mail-tickets.ts';
import { outboxOf } from './outbox.ts';

let api: TestApi;
let agent: Person;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi({ deskFile: `${smallDeskFile}\nemail: { automatic: { perAddressPerDay: 1 } }\n` });
  agent = await api.signIn();
  lead = await api.signIn({ role: 'lead' });
});
afterAll(() => api.close());

/** A ticket by mail as routing leaves it. */
async function routed(from: string, about: { automatic?: string } = {}) {
  const { ticketId, number } = await mailTicket(api.desk, from, about);
  await api.desk.router.routeTicket(ticketId);
  return { ticketId, number: `V-${number}`, outbox: () => outboxOf(api.desk, ticketId) };
}

/** A ticket whose acknowledgement is one too many for its address. */
async function parkedTicket() {
  const from = newAddress();
  await routed(from);
  const ticket = await routed(from);
  expect(await ticket.outbox()).toMatchObject([{ kind: 'acknowledgement', status: 'parked', tries: 0 }]);
  return { from, ...ticket };
}

interface Listed { ticket: string; replyId: string; status: string; error: string; kind: string; to: string }

async function listed(number: string, query = ''): Promise<Listed[]> {
  const answer = await api.call('GET', `/api/deliveries?status=parked${query}`, { by: lead });
  return (answer.at('deliveries') as Listed[]).filter((one) => one.ticket === number);
}

describe('an answer that was parked', () => {
  test('is listed and told in words, in the reader\'s language', async () => {
    const { from, number } = await parkedTicket();
    expect(await listed(number)).toMatchObject([{ status: 'parked', kind: 'acknowledgement', to: from, error: expect.stringMatching(/^No se envió: /) as string }]);
    expect(await listed(number, '&locale=en')).toMatchObject([{ error: expect.stringMatching(/^Not sent: /) as string }]);
    const shown = await api.call('GET', `/api/tickets/${number}`, { by: agent });
    const timeline = shown.at('timeline') as { kind: string; name?: string; delivery?: unknown }[];
    expect(timeline.find((item) => item.kind === 'reply')?.delivery).toMatchObject({ status: 'parked', code: 'parked_address', error: expect.stringMatching(/^No se envió: /) as string });
    expect(timeline.find((item) => item.name === 'delivery.parked')).toMatchObject({ reason: expect.stringMatching(/^No se envió: /) as string });
    expect(shown.at('undelivered')).toBe(false);
  });

  test('never leaves by itself', async () => {
    const { ticketId, outbox } = await parkedTicket();
    api.desk.clock.advance(3600);
    const [parked] = await outbox();
    const raised = await api.desk.backlog.lateSignals(api.desk.clock.now(), 1000);
    expect(raised.some((signal) => signal.kind === 'deliver-reply' && signal.deliveryId === parked?.id)).toBe(false);
    expect(await api.desk.deliveries.deliver(parked?.id ?? '')).toBeNull();
    expect(await outbox()).toMatchObject([{ status: 'parked', tries: 0 }]);
    expect((await eventsOf(api.desk, ticketId)).map((event) => event.name).filter((name) => name.startsWith('delivery.'))).toEqual(['delivery.parked']);
  });

  test('is let go by hand, once', async () => {
    const { number } = await parkedTicket();
    const [parked] = await listed(number);
    const retry = () => api.call('POST', `/api/tickets/${number}/replies/${parked?.replyId ?? ''}/retry`, { by: agent });
    const answers = await Promise.all([retry(), retry(), retry()]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
    expect(answers.find((answer) => answer.status === 201)?.at('reply.delivery')).toMatchObject({ status: 'queued', attempts: 2, code: null });
    expect(await listed(number)).toEqual([]);
    expect(api.desk.signals.filter((signal) => signal.kind === 'deliver-reply')).not.toHaveLength(0);
    api.desk.signals.length = 0;
  });
});

test('an agent\'s answer is never parked, and goes to an undeliverable address, which the ticket shows', async () => {
  const { from, number, outbox } = await parkedTicket();
  await api.desk.transact((stores) => stores.bounces.markUndeliverable({ kind: 'email', value: from }, '5.1.1', api.desk.clock.now()));
  expect(await undeliverable(api.desk, from)).toBe('5.1.1');
  const answer = await api.call('POST', `/api/tickets/${number}/replies`, { by: agent, body: { text: 'Listo.' } });
  expect(answer.at('reply.delivery.status')).toBe('queued');
  expect((await outbox()).find((row) => row.kind === 'agent')).toMatchObject({ status: 'queued' });
  expect(answer.at('ticket.customer.addresses')).toEqual([{ kind: 'email', value: from, verified: false, undeliverable: '5.1.1' }]);
  const customer = await api.call('GET', `/api/customers/${String(answer.at('ticket.customer.id'))}`, { by: agent });
  expect(customer.at('customer.addresses.0.undeliverable')).toBe('5.1.1');
  api.desk.signals.length = 0;
});

test('a machine is routed like anybody, and not answered', async () => {
  const { number, outbox } = await routed(newAddress(), { automatic: 'list' });
  expect(await outbox()).toEqual([]);
  expect((await api.call('GET', `/api/tickets/${number}`, { by: agent })).at('status')).toBe('queued');
});

test('texts are not counted', async () => {
  const from = newNumber();
  for (let n = 0; n < 3; n += 1) {
    const { ticketId } = landed(await takeIn(api.desk, textFrom(api.desk, from, { to: `+57601555010${n}` })));
    await api.desk.router.routeTicket(ticketId);
    expect(await outboxOf(api.desk, ticketId)).toMatchObject([{ kind: 'acknowledgement', status: 'queued' }]);
  }
  api.desk.signals.length = 0;
});

test('mail is not acknowledged where desk.yaml turns it off; texts are', async () => {
  const desk = await startTestDesk({ deskFile: `${smallDeskFile}\nemail: { acknowledge: false }\n` });
  const { ticketId } = await mailTicket(desk, newAddress());
  const text = landed(await takeIn(desk, textFrom(desk, newNumber())));
  await desk.settle();
  await desk.router.routeTicket(ticketId);
  expect(await outboxOf(desk, ticketId)).toEqual([]);
  expect(await outboxOf(desk, text.ticketId)).toHaveLength(1);
  const { rows } = await sql`select from replies`.execute(desk.database.db);
  expect(rows).toHaveLength(1);
  await desk.close();
});

test('the timeline tells in the reader\'s language what a mail server said', async () => {
  const { from, ticketId, number } = await parkedTicket();
  const replyId = await sentReply(api.desk, ticketId);
  const report = { action: 'failed' as const, recipient: from, status: '5.1.1', diagnostic: '550 5.1.1 User unknown' };
  await api.desk.transact((stores) => onBounce(stores, { replyId, contactId: null, reports: [report], at: api.desk.clock.now() }));
  const shown = await api.call('GET', `/api/tickets/${number}`, { by: agent });
  const timeline = shown.at('timeline') as { kind: string; id?: string; name?: string; reason?: string; delivery?: unknown }[];
  const words = 'Ese buzón no existe. Revise la dirección o llame al cliente. El servidor dijo: 550 5.1.1 User unknown';
  expect(timeline.find((item) => item.id === replyId)?.delivery).toMatchObject({ status: 'failed', code: '5.1.1', error: words });
  expect(timeline.filter((item) => item.name === 'delivery.failed' || item.name === 'address.undeliverable').map((item) => item.reason)).toEqual([words, words]);
  expect(shown.at('undelivered')).toBe(true);
  const { deliveries } = (await api.call('GET', '/api/deliveries?status=failed&locale=en', { by: lead })).body as { deliveries: { replyId: string; error: string }[] };
  expect(deliveries.find((one) => one.replyId === replyId)?.error).toMatch(/^There is no such mailbox.*The server said: 550/);
});
