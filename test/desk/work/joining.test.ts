import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createStatusReader } from '../../../adapters/postgres/status-reader.ts';
import { eventsOf, giveTo, landed, linksFrom, loadOf, newNumber, takeIn, textFrom, ticketOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { loadMatches } from './tickets-in-status.ts';

let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk();
  agentId = await desk.addAgent({ capacity: 10_000, available: false });
});
afterAll(() => desk.close());
afterEach(async () => {
  expect(await loadMatches(desk)).toBe(true);
});

const by = () => ({ agentId });
const open = async (from = newNumber(), body?: string) =>
  landed(await takeIn(desk, textFrom(desk, from, body === undefined ? {} : { body })));
async function contactsOf(ticketId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select c.id from contacts c join conversations v on v.id = c.conversation_id
    where v.ticket_id = ${ticketId} order by c.id`.execute(desk.database.db);
  return rows.map((row) => row.id);
}

describe('merge', () => {
  test('moves the conversations, frees the agent, and the old number leads to the other for every action', async () => {
    const [one, two] = [await open(), await open()];
    await giveTo(desk, one.ticketId, agentId);
    const load = await loadOf(desk, agentId);
    expect(await desk.joining.merge(one.number, by(), two.number)).toMatchObject({ number: two.number });
    expect(await loadOf(desk, agentId)).toBe(load - 15);
    expect(await ticketOf(desk, one.ticketId)).toMatchObject({ status: 'closed', mergedInto: two.ticketId });
    expect(await contactsOf(two.ticketId)).toEqual([one.contactId, two.contactId].sort());
    expect(await contactsOf(one.ticketId)).toEqual([]);
    expect(await linksFrom(desk, one.ticketId)).toEqual([{ to: two.ticketId, kind: 'duplicate' }]);
    expect(await eventsOf(desk, two.ticketId, 'ticket.merged')).toMatchObject([{ after: { from: `V-${one.number}` } }]);

    await desk.progress.note(one.number, by(), 'por el número viejo');
    await desk.placing.assign(one.number, by(), agentId);
    await desk.progress.wait(one.number, by(), { for: 'vendor', reason: 'x', until: null });
    await desk.progress.resume(one.number, by());
    await desk.progress.reply(one.number, by(), 'Listo');
    await desk.placing.classify(one.number, by(), { impact: 'high' });
    await desk.placing.escalate(one.number, by(), 'x');
    await desk.placing.transfer(one.number, by(), { team: 'mesa' }, null);
    await desk.placing.assign(one.number, by(), agentId);
    await desk.progress.revokeStatusLink(one.number, by());
    await desk.progress.resolve(one.number, by(), 'Hecho');
    await desk.progress.reopen(one.number, by(), null);
    expect(await desk.progress.cancel(one.number, by(), 'x')).toMatchObject({ id: two.ticketId, status: 'cancelled' });
  });

  test('again into a third leads all numbers there, also those in the middle', async () => {
    const all = [await open(), await open(), await open(), await open()] as const;
    await desk.joining.merge(all[0].number, by(), all[1].number);
    await desk.joining.merge(all[2].number, by(), all[0].number);
    await desk.joining.merge(all[1].number, by(), all[3].number);
    for (const { number } of all) {
      expect(await desk.progress.note(number, by(), 'x')).toMatchObject({ ticket: { id: all[3].ticketId } });
    }
    expect(await contactsOf(all[3].ticketId)).toHaveLength(4);
  });

  test('into itself, also by an old number, or into what has ended is refused and changes nothing', async () => {
    const [one, two, cancelled, resolved] = [await open(), await open(), await open(), await open()];
    await desk.joining.merge(one.number, by(), two.number);
    await desk.progress.cancel(cancelled.number, by(), 'x');
    await giveTo(desk, resolved.ticketId, agentId);
    await desk.progress.resolve(resolved.number, by(), 'x');
    const before = await ticketOf(desk, two.ticketId);
    for (const into of [two, one, cancelled, resolved]) {
      await expect(desk.joining.merge(two.number, by(), into.number)).rejects.toMatchObject({ code: 'invalid_transition', status: 409 });
    }
    await expect(desk.joining.merge(two.number, by(), 999_999)).rejects.toMatchObject({ code: 'invalid_input', status: 400 });
    expect(await ticketOf(desk, two.ticketId)).toEqual(before);
  });

  test('two opposite ones at once end: one goes through, the other is told', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await open(), await open()];
      const ends = await Promise.allSettled([
        desk.joining.merge(one.number, by(), two.number), desk.joining.merge(two.number, by(), one.number),
      ]);
      expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(ends.find((end) => end.status === 'rejected')).toMatchObject({ reason: { code: 'invalid_transition' } });
      const [a, b] = [await ticketOf(desk, one.ticketId), await ticketOf(desk, two.ticketId)];
      expect([a.mergedInto, b.mergedInto].filter((into) => into !== null)).toHaveLength(1);
    }
  });

  test('notes that race with merges never land on the closed ticket', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [one, two] = [await open(), await open()];
      await Promise.all([
        desk.joining.merge(one.number, by(), two.number),
        ...Array.from({ length: 4 }, () => desk.progress.note(one.number, by(), 'x')),
      ]);
      const names = (await eventsOf(desk, one.ticketId)).map((event) => event.name);
      expect(names.slice(names.indexOf('ticket.closed') + 1)).toEqual([]);
    }
  });
});

describe('split', () => {
  test('takes contacts out into a linked ticket that is routed and answered by itself', async () => {
    const from = newNumber();
    const first = await open(from);
    await desk.settle();
    const other = await open(from, 'quiero una constancia laboral');
    const created = await desk.joining.split(first.number, by(), [other.contactId]);
    expect(created).toMatchObject({ status: 'new', subject: 'quiero una constancia laboral', customerId: (await ticketOf(desk, first.ticketId)).customerId });
    expect(await contactsOf(created.id)).toEqual([other.contactId]);
    expect(await contactsOf(first.ticketId)).toEqual([first.contactId]);
    expect(await linksFrom(desk, created.id)).toEqual([{ to: first.ticketId, kind: 'split' }]);
    await desk.settle();
    expect(await ticketOf(desk, created.id)).toMatchObject({ status: 'queued', entry: 'constancia', cost: 15 });
    expect(await ticketOf(desk, first.ticketId)).toMatchObject({ status: 'queued', entry: 'internet' });
  });

  test('of nothing, of everything, of another\'s or of unknown contacts is refused', async () => {
    const [one, two] = [await open(), await open()];
    const before = await ticketOf(desk, one.ticketId);
    for (const contacts of [[], [one.contactId], [two.contactId], [one.contactId, two.contactId], ['00000000-0000-4000-8000-000000000000']]) {
      await expect(desk.joining.split(one.number, by(), contacts)).rejects.toMatchObject({ code: 'invalid_input', status: 400 });
    }
    expect(await ticketOf(desk, one.ticketId)).toEqual(before);
  });

  test('undoes a merge', async () => {
    const [one, two] = [await open(), await open()];
    await desk.joining.merge(one.number, by(), two.number);
    const apart = await desk.joining.split(two.number, by(), [one.contactId]);
    expect(await contactsOf(apart.id)).toEqual([one.contactId]);
    expect(await contactsOf(two.ticketId)).toEqual([two.contactId]);
  });
});

test('a revoked status link shows nothing any more; a new one does', async () => {
  const { ticketId, number } = await open();
  const read = (key: number) => createStatusReader(desk.database.db).read({ ticketId, statusKey: key });
  expect(await read(1)).toMatchObject({ number: `V-${number}` });
  const { statusKey } = await desk.progress.revokeStatusLink(number, by());
  expect(await read(1)).toBeNull();
  expect(await read(statusKey)).not.toBeNull();
});
