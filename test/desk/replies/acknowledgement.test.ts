import { afterAll, beforeAll, expect, test } from 'vitest';
import { landed, newNumber, takeIn, textFrom, ticketOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { outboxOf } from './outbox.ts';
import { pretendSender } from './pretend-sender.ts';

const telephony = pretendSender();
let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk({ telephony });
});
afterAll(() => desk.close());

test.each([
  ['es', 'no puedo navegar en internet', /recibimos su mensaje.*V-\d+.*http:\/\/desk\.test\/status\/[\w-]{48}$/],
  ['en', 'the internet is down and I cannot browse the web', /we have received your message.*V-\d+.*http:\/\/desk\.test\/status\/[\w-]{48}$/],
])('a new ticket written in %s is acknowledged once in that language', async (locale, body, words) => {
  const from = newNumber();
  const { ticketId, number } = landed(await takeIn(desk, textFrom(desk, from, { body })));
  await desk.settle();
  const sent = telephony.sent.filter((one) => one.text.to === from);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.text).toMatchObject({ from: '+576015550100', body: expect.stringMatching(words) as string });
  expect(sent[0]?.text.body).toContain(`V-${number}`);
  expect(await outboxOf(desk, ticketId)).toMatchObject([{ kind: 'acknowledgement', locale, status: 'sent', tries: 1 }]);
  const token = sent[0]?.text.body.split('/').at(-1) ?? '';
  expect(desk.statusLinks.read(token)).toEqual({ ticketId, statusKey: 1 });
});

test('what is appended, delivered twice, routed again or reopened is not acknowledged', async () => {
  const from = newNumber();
  const agentId = await desk.addAgent({ available: false });
  const contact = textFrom(desk, from);
  const { ticketId, number } = landed(await takeIn(desk, contact));
  await desk.settle();
  await takeIn(desk, contact);
  await takeIn(desk, textFrom(desk, from));
  await Promise.all(Array.from({ length: 5 }, () => desk.router.routeTicket(ticketId)));
  await desk.placing.escalate(number, { agentId }, 'x');
  await desk.settle();
  await desk.placing.assign(number, { agentId }, agentId);
  await desk.progress.resolve(number, { agentId }, 'x');
  await takeIn(desk, textFrom(desk, from));
  await desk.settle();
  expect(telephony.sent.filter((one) => one.text.to === from)).toHaveLength(1);
});

test('ten routers at once write one acknowledgement', async () => {
  const from = newNumber();
  const { ticketId } = landed(await takeIn(desk, textFrom(desk, from)));
  await Promise.all(Array.from({ length: 10 }, () => desk.router.routeTicket(ticketId)));
  await desk.settle();
  expect(telephony.sent.filter((one) => one.text.to === from)).toHaveLength(1);
});

test('a follow-up after a cancelled ticket is acknowledged with its own number', async () => {
  const from = newNumber();
  const agentId = await desk.addAgent({ available: false });
  const first = landed(await takeIn(desk, textFrom(desk, from)));
  await desk.settle();
  await desk.progress.cancel(first.number, { agentId }, 'x');
  const second = landed(await takeIn(desk, textFrom(desk, from)));
  await desk.settle();
  const sent = telephony.sent.filter((one) => one.text.to === from).map((one) => one.text.body);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toContain(`V-${second.number}`);
});

test('a form is answered at its status page: nothing is sent, replies go on the shelf', async () => {
  const agentId = await desk.addAgent({ available: false });
  const phone = newNumber();
  const form = desk.channels.web.toContact({
    requestId: 'f1', subject: 'Sin red', description: 'No hay internet', name: 'Ana', email: 'ana@example.org', phone, receivedAt: desk.clock.now(),
  });
  const { ticketId } = landed(await desk.accept(form, desk.channels.web.capabilities));
  await desk.settle();
  const { number } = await ticketOf(desk, ticketId);
  await desk.progress.reply(number, { agentId }, 'Listo');
  await desk.settle();
  expect(await outboxOf(desk, ticketId)).toMatchObject([{ kind: 'agent', text: 'Listo', status: 'shelved' }]);
  expect(telephony.sent.some((one) => one.text.to === phone)).toBe(false);
});
