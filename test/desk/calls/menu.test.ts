import { afterAll, beforeAll, expect, test } from 'vitest';
import { countOf, eventsOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { newCaller, toInternet, toLetter, verbsOf } from './caller.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
  await desk.addAgent({ available: false });
});
afterAll(() => desk.close());

test('a call is one contact from its first webhook, and a ticket only when an entry is chosen', async () => {
  const tickets = await countOf(desk, 'tickets');
  const caller = newCaller(desk);
  let last = await caller.start();
  for (const digits of toInternet) {
    expect(await caller.row()).toMatchObject({ ticket_id: null, contacts: 1, outcome: 'in-menu' });
    expect(await countOf(desk, 'tickets')).toBe(tickets);
    last = await caller.ask('menu', last.nextStep, { digits });
  }
  const ticket = await caller.ticket();
  expect(ticket).toMatchObject({ entry: 'internet', urgency: 'high', impact: 'high', priority: 'P1', channel: 'voice', locale: 'es', subject: 'Internet no funciona' });
  expect(await countOf(desk, 'tickets')).toBe(tickets + 1);
  expect(await caller.row()).toMatchObject({ contacts: 1 });
  expect((await eventsOf(desk, ticket.id)).map((event) => event.name).slice(0, 3)).toEqual(['ticket.opened', 'contact.received', 'ticket.routed']);
});

test('zero leads to a ticket of a person for triage, in the language chosen', async () => {
  const caller = newCaller(desk);
  await caller.press(['2', '0']);
  expect(await caller.ticket()).toMatchObject({ entry: null, triage: true, team: 'mesa', locale: 'en', subject: expect.stringMatching(/^Llamada de \+57/) as string });
});

test('a step delivered again, also late, gives the answer it was given', async () => {
  const caller = newCaller(desk);
  const first = await caller.start();
  const second = await caller.ask('menu', first.nextStep, { digits: '1' });
  const third = await caller.ask('menu', second.nextStep, { digits: '1' });
  expect(await caller.start()).toEqual(first);
  expect(await caller.ask('menu', first.nextStep, { digits: '1' })).toEqual(second);
  expect(await caller.ask('menu', first.nextStep, { digits: '2' })).toEqual(second);
  expect(await caller.ask('menu', second.nextStep, { digits: '' })).toEqual(third);
  expect(await caller.row()).toMatchObject({ phase: 'entry', locale: 'es' });
});

test('a step of a menu that is over and was never answered repeats the present menu', async () => {
  const caller = newCaller(desk);
  const third = await caller.press(['1', '1']);
  expect(await caller.ask('menu', 'of-long-ago', { digits: '2' })).toEqual(third);
  expect(await caller.row()).toMatchObject({ ticket_id: null, phase: 'entry' });
});

test.each([['start', null], ['keys', '2']] as const)('twenty deliveries of one %s in the same millisecond are one step', async (_what, digits) => {
  const tickets = await countOf(desk, 'tickets');
  const caller = newCaller(desk);
  const before = digits === null ? null : await caller.press(['1', '1']);
  const answers = await Promise.all(Array.from({ length: 20 }, () =>
    before ? caller.ask('menu', before.nextStep, { digits }) : caller.start()));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await caller.row()).toMatchObject({ contacts: 1 });
  expect(await countOf(desk, 'tickets')).toBe(before ? tickets + 1 : tickets);
});

test('calls and texts of one number at the same instant make one customer', async () => {
  const customers = await countOf(desk, 'customers');
  const one = newCaller(desk);
  const others = Array.from({ length: 5 }, () => newCaller(desk, one.from));
  await Promise.all([one, ...others].map((caller) => caller.press(toLetter)));
  expect(await countOf(desk, 'customers')).toBe(customers + 1);
});

test.each(['menu', 'wait', 'queue-left', 'bridge', 'dial-ended', 'recorded'] as const)(
  'a call nobody knows in the middle (%s) starts again politely',
  async (point) => {
    const caller = newCaller(desk);
    const answer = await caller.ask(point, '7', { digits: point === 'menu' ? '1' : null });
    expect(answer.point).toBe('menu');
    expect(verbsOf(answer)).toEqual(['say', 'ask']);
    const chosen = await caller.ask('menu', answer.nextStep, { digits: '1' });
    expect(verbsOf(chosen)).toEqual(['ask']);
    expect(await caller.row()).toMatchObject({ phase: 'service', contacts: 1 });
  },
);

test('an agent\'s phone that rings for a call nobody knows is let go, and leaves no contact', async () => {
  const caller = newCaller(desk);
  const answer = await caller.ask('agent-leg', '3', { assignmentId: '00000000-0000-4000-8000-000000000000' });
  expect(verbsOf(answer)).toEqual(['say', 'hang-up']);
  expect(await caller.row()).toBeNull();
});

test('who hangs up in the menu leaves a contact and no ticket', async () => {
  const caller = newCaller(desk);
  await caller.press(['1', '1']);
  await caller.report();
  await caller.report();
  expect(await caller.row()).toMatchObject({ ticket_id: null, outcome: 'abandoned-in-menu', ended: true, seconds: 42, phase: 'ended' });
});

test('an anonymous caller has a ticket of nobody', async () => {
  const caller = newCaller(desk, 'anonymous');
  await caller.press(['1', '0']);
  expect(await caller.ticket()).toMatchObject({ customerId: null, subject: 'Llamada de un número oculto' });
});
