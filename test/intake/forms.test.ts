import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboundForm } from '../../src/core/index.ts';
import { startTestDesk, type TestDesk } from '../support/desk.ts';
import { countOf, landed, linksFrom, newNumber, takeIn, textFrom, ticketOf } from './probes.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

let sent = 0;
async function submit(about: Partial<InboundForm> = {}) {
  sent += 1;
  const form: InboundForm = {
    requestId: `form-${sent}`, subject: 'Sin red', description: 'No hay conexión a internet', name: 'Ana',
    email: `persona${sent}@example.org`, receivedAt: desk.clock.now(), ...about,
  };
  const answer = await desk.accept(desk.channels.web.toContact(form), desk.channels.web.capabilities);
  return { answer, ticket: await ticketOf(desk, landed(answer).ticketId) };
}

async function addressesOf(customerId: string | null): Promise<string[]> {
  const { rows } = await desk.database.pool.query<{ value: string }>(
    'select value from addresses where customer_id = $1 order by value', [customerId],
  );
  return rows.map((row) => row.value);
}

test('every form is a matter of its own, also from one person at the same instant', async () => {
  const email = 'misma@example.org';
  const before = await countOf(desk, 'customers');
  const all = await Promise.all(Array.from({ length: 10 }, () => submit({ email })));
  expect(all.map(({ answer }) => answer.kind)).toEqual(all.map(() => 'opened'));
  expect(new Set(all.map(({ ticket }) => ticket.id)).size).toBe(10);
  expect(new Set(all.map(({ ticket }) => ticket.customerId)).size).toBe(1);
  expect(await countOf(desk, 'customers')).toBe(before + 1);
  expect(await linksFrom(desk, all[1]?.ticket.id ?? '')).toEqual([]);
});

test('a form with the mail of one customer and the telephone of another merges nobody', async () => {
  const phone = newNumber();
  const caller = await ticketOf(desk, landed(await takeIn(desk, textFrom(desk, phone))).ticketId);
  const writer = await submit({ email: 'otra@example.org' });
  const both = await submit({ email: 'otra@example.org', phone });
  expect(both.ticket.customerId).toBe(writer.ticket.customerId);
  expect(both.ticket.customerId).not.toBe(caller.customerId);
  expect(await addressesOf(caller.customerId)).toEqual([phone]);
  expect(await addressesOf(writer.ticket.customerId)).toEqual(['otra@example.org']);
});

test('a form joins no open conversation of the same telephone', async () => {
  const phone = newNumber();
  const text = landed(await takeIn(desk, textFrom(desk, phone)));
  const { ticket } = await submit({ phone });
  expect(ticket.id).not.toBe(text.ticketId);
});

test('addresses are kept lower-cased and in E.164', async () => {
  const { ticket } = await submit({ email: ' Ana.Perez@Example.ORG ', phone: '(300) 765 4321' });
  expect(await addressesOf(ticket.customerId)).toEqual(['+573007654321', 'ana.perez@example.org']);
  const again = await submit({ email: 'ANA.PEREZ@example.org' });
  expect(again.ticket.customerId).toBe(ticket.customerId);
});

test('two forms that share addresses crosswise at the same instant both arrive', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [one, two] = [`a${round}@cruz.org`, newNumber()];
    const [three, four] = [`b${round}@cruz.org`, newNumber()];
    const answers = await Promise.all([
      submit({ email: one, phone: four }), submit({ email: three, phone: two }),
      submit({ email: one, phone: two }), submit({ email: three, phone: four }),
    ]);
    expect(answers.map(({ answer }) => answer.kind)).toEqual(['opened', 'opened', 'opened', 'opened']);
  }
});

test('the same form sent again gives the same ticket', async () => {
  const first = await submit({ requestId: 'same' });
  const again = await submit({ requestId: 'same', subject: 'Otra cosa', email: 'tercera@example.org' });
  expect(again.answer.kind).toBe('duplicate');
  expect(landed(again.answer)).toEqual(landed(first.answer));
});

test('what the form chose wins over its words', async () => {
  const { ticket } = await submit({ entry: 'constancia', service: 'tecnologia', impact: 'high', urgency: 'high', locale: 'en' });
  await desk.settle();
  expect(await ticketOf(desk, ticket.id)).toMatchObject({ entry: 'constancia', priority: 'P1', locale: 'en', channel: 'web' });
});
