import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../support/desk.ts';
import {
  countOf, eventsOf, giveTo, joinSeconds, landed, linksFrom, loadOf, newNumber, reopenSeconds, takeIn, textFrom, ticketOf,
} from './probes.ts';

let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk();
  agentId = await desk.addAgent({ capacity: 10_000, available: false });
});
afterAll(() => desk.close());

const open = async (from: string, to?: string) => landed(await takeIn(desk, textFrom(desk, from, to === undefined ? {} : { to })));
const by = () => ({ agentId });

describe('who', () => {
  test('twenty contacts of one number at the same instant open one ticket', async () => {
    const before = { tickets: await countOf(desk, 'tickets'), customers: await countOf(desk, 'customers') };
    const from = newNumber();
    const answers = await Promise.all(Array.from({ length: 20 }, () => takeIn(desk, textFrom(desk, from))));
    expect(answers.filter((answer) => answer.kind === 'opened')).toHaveLength(1);
    expect(answers.filter((answer) => answer.kind === 'appended')).toHaveLength(19);
    expect({ tickets: await countOf(desk, 'tickets'), customers: await countOf(desk, 'customers') })
      .toEqual({ tickets: before.tickets + 1, customers: before.customers + 1 });
  });

  test('two people are never joined, also at the same instant', async () => {
    const people = Array.from({ length: 10 }, () => newNumber());
    const answers = await Promise.all([...people, ...people].map((from) => takeIn(desk, textFrom(desk, from))));
    const tickets = await Promise.all(answers.map((answer) => ticketOf(desk, landed(answer).ticketId)));
    expect(new Set(tickets.map((ticket) => ticket.id)).size).toBe(10);
    expect(new Set(tickets.map((ticket) => ticket.customerId)).size).toBe(10);
    expect(tickets.slice(0, 10).map((ticket) => ticket.id)).toEqual(tickets.slice(10).map((ticket) => ticket.id));
  });

  test('anonymous senders share nothing: each of their contacts is a ticket of nobody', async () => {
    const [one, two] = [await open('anonymous'), await open('anonymous')];
    expect(one.ticketId).not.toBe(two.ticketId);
    expect((await ticketOf(desk, one.ticketId)).customerId).toBeNull();
  });

  test('one customer at two of our numbers has two conversations', async () => {
    const from = newNumber();
    const [one, two] = [await open(from), await open(from, '+576015550199')];
    expect(one.ticketId).not.toBe(two.ticketId);
    expect((await ticketOf(desk, one.ticketId)).customerId).toBe((await ticketOf(desk, two.ticketId)).customerId);
  });

  test('a number written in another way is the same customer', async () => {
    const one = await open('+573001234567');
    const two = await open('300 123 4567');
    expect(two.ticketId).toBe(one.ticketId);
  });
});

describe('when', () => {
  test('joins up to the last second of joinHours, and opens a linked one after', async () => {
    const from = newNumber();
    const first = await open(from);
    desk.clock.advance(joinSeconds);
    const joined = await open(from);
    expect(joined.ticketId).toBe(first.ticketId);
    desk.clock.advance(joinSeconds + 1);
    const later = await open(from);
    expect(later.ticketId).not.toBe(first.ticketId);
    expect(await linksFrom(desk, later.ticketId)).toEqual([{ to: first.ticketId, kind: 'follow-up' }]);
  });

  test('an answer of ours keeps the conversation in use', async () => {
    const from = newNumber();
    const first = await open(from);
    await desk.settle();
    desk.clock.advance(joinSeconds - 60);
    await desk.progress.reply(first.number, by(), 'Ya casi está.');
    desk.clock.advance(3600);
    expect((await open(from)).ticketId).toBe(first.ticketId);
  });

  test('a resolved ticket opens again within reopenDays', async () => {
    const from = newNumber();
    const first = await open(from);
    await giveTo(desk, first.ticketId, agentId);
    await desk.progress.resolve(first.number, by(), 'Reiniciado.');
    desk.clock.advance(reopenSeconds);
    const again = await takeIn(desk, textFrom(desk, from));
    expect(again.kind).toBe('appended');
    expect(landed(again).ticketId).toBe(first.ticketId);
    expect(await ticketOf(desk, first.ticketId)).toMatchObject({ status: 'queued', agentId: null, resolvedAt: null });
    expect(await eventsOf(desk, first.ticketId, 'ticket.reopened')).toMatchObject([{ reason: 'customer-wrote', actor_kind: 'customer' }]);
  });

  test('a ticket resolved longer ago stays as it is, and a linked one opens', async () => {
    const from = newNumber();
    const first = await open(from);
    await giveTo(desk, first.ticketId, agentId);
    await desk.progress.resolve(first.number, by(), 'Reiniciado.');
    desk.clock.advance(reopenSeconds + 1);
    const later = await open(from);
    expect(later.ticketId).not.toBe(first.ticketId);
    expect(await linksFrom(desk, later.ticketId)).toEqual([{ to: first.ticketId, kind: 'follow-up' }]);
    expect(await ticketOf(desk, first.ticketId)).toMatchObject({ status: 'resolved' });
  });

  test('a cancelled ticket is not opened again: a linked one opens', async () => {
    const from = newNumber();
    const first = await open(from);
    await desk.progress.cancel(first.number, by(), 'prueba');
    const next = await open(from);
    expect(await linksFrom(desk, next.ticketId)).toEqual([{ to: first.ticketId, kind: 'follow-up' }]);
    expect((await open(from)).ticketId).toBe(next.ticketId);
  });

  test('a ticket that waits for its customer goes on; one that waits for a vendor waits on', async () => {
    for (const [waitsFor, status] of [['customer', 'assigned'], ['vendor', 'waiting']] as const) {
      const from = newNumber();
      const first = await open(from);
      await giveTo(desk, first.ticketId, agentId);
      const load = await loadOf(desk, agentId);
      await desk.progress.wait(first.number, by(), { for: waitsFor, reason: 'espera', until: null });
      expect(await loadOf(desk, agentId)).toBe(load - 15);
      await open(from);
      expect(await ticketOf(desk, first.ticketId)).toMatchObject({ status, agentId });
      expect(await loadOf(desk, agentId)).toBe(status === 'assigned' ? load : load - 15);
    }
  });

  test('a text on an assigned ticket routes nothing', async () => {
    const from = newNumber();
    const first = await open(from);
    await giveTo(desk, first.ticketId, agentId);
    await desk.settle();
    await open(from);
    expect(desk.signals).toEqual([]);
    expect(await ticketOf(desk, first.ticketId)).toMatchObject({ status: 'assigned', agentId });
  });
});

describe('meanwhile', () => {
  test('a text to a merged ticket arrives at the one it went into', async () => {
    const from = newNumber();
    const first = await open(from);
    const target = await open(newNumber());
    await desk.settle();
    await desk.joining.merge(first.number, by(), target.number);
    expect((await open(from)).ticketId).toBe(target.ticketId);
  });

  test.each(['merge', 'cancel'] as const)('a text that races with the %s of its ticket never lands on the ended one', async (end) => {
    for (let round = 0; round < 8; round += 1) {
      const from = newNumber();
      const first = await open(from);
      const target = await open(newNumber());
      const [, answer] = await Promise.all([
        end === 'merge' ? desk.joining.merge(first.number, by(), target.number) : desk.progress.cancel(first.number, by(), 'fin'),
        takeIn(desk, textFrom(desk, from)),
      ]);
      const events = await eventsOf(desk, first.ticketId);
      const ended = events.findIndex((event) => event.name === (end === 'merge' ? 'ticket.closed' : 'ticket.cancelled'));
      expect(events.slice(ended + 1).map((event) => event.name)).not.toContain('contact.received');
      expect(answer.kind === 'appended' || landed(answer).ticketId !== first.ticketId).toBe(true);
    }
  });
});
