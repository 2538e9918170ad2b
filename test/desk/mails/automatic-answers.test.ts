import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { acknowledge, mailTicket, newAddress, standing, undeliverable } from './mail-tickets.ts';

const limits = { perAddressPerDay: 3, perTicketPerHour: 2 };
let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

/** Opens and acknowledges one ticket; gives how its answer stands, null when there is none. */
async function answered(from: string, automatic?: string) {
  const { ticketId } = await mailTicket(desk, from, automatic === undefined ? {} : { automatic });
  const replyId = await acknowledge(desk, ticketId, limits);
  return replyId === null ? null : (await standing(desk, replyId))?.status ?? null;
}

describe('an automatic answer', () => {
  test.each(['own', 'bounce', 'auto-reply', 'auto-generated', 'list', 'bulk'])('is never written to what is %s', async (kind) => {
    expect(await answered(newAddress(), kind)).toBeNull();
  });

  test('is never written to an address that mail does not reach, until mail comes from it', async () => {
    const from = newAddress();
    expect(await answered(from)).toBe('queued');
    await desk.transact((stores) => stores.bounces.markUndeliverable({ kind: 'email', value: from }, '5.1.1', desk.clock.now()));
    expect(await undeliverable(desk, from)).toBe('5.1.1');
    expect(await answered(from)).toBeNull();
    await desk.transact((stores) => stores.bounces.clearUndeliverable({ kind: 'email', value: from }));
    expect(await answered(from)).toBe('queued');
  });

  test('is parked above the day\'s number for its address, told in words, and leaves again a day later', async () => {
    const from = newAddress();
    for (let n = 0; n < limits.perAddressPerDay; n += 1) expect(await answered(from)).toBe('queued');
    const { ticketId } = await mailTicket(desk, from);
    const replyId = await acknowledge(desk, ticketId, limits) ?? '';
    expect(await standing(desk, replyId)).toMatchObject({ status: 'parked', code: 'parked_address' });
    expect(desk.signals.some((signal) => signal.kind === 'deliver-reply')).toBe(false);
    expect(await eventsOf(desk, ticketId, 'delivery.parked')).toMatchObject([
      { reason: expect.stringMatching(/^Not sent: too many/) as string, after: { channel: 'email', code: 'parked_address' } },
    ]);
    expect(desk.explainDelivery('parked_address', null, 'es')).toMatch(/^No se envió: /);
    expect(await answered(newAddress())).toBe('queued');
    desk.clock.advance(24 * 3600 - 1);
    expect(await answered(from)).toBe('parked');
    desk.clock.advance(24 * 3600 + 1);
    expect(await answered(from)).toBe('queued');
  });

  test('is parked above the hour\'s number for its ticket', async () => {
    const { ticketId } = await mailTicket(desk, newAddress());
    const already = async () => {
      await sql`insert into replies (id, ticket_id, kind, text, locale, created_at) values (gen_random_uuid(), ${ticketId}, 'help', 'x', 'es', ${desk.clock.now()})`
        .execute(desk.database.db);
    };
    for (let n = 0; n < limits.perTicketPerHour; n += 1) await already();
    const replyId = await acknowledge(desk, ticketId, limits) ?? '';
    expect(await standing(desk, replyId)).toMatchObject({ status: 'parked', code: 'parked_ticket' });
  });

  test('keeps to the number when twenty tickets of one address are answered at once', async () => {
    const from = newAddress();
    const tickets = await Promise.all(Array.from({ length: 20 }, () => mailTicket(desk, from)));
    const replies = await Promise.all(tickets.map(({ ticketId }) => acknowledge(desk, ticketId, limits)));
    const states = await Promise.all(replies.map(async (id) => (await standing(desk, id ?? ''))?.status));
    expect(states.filter((status) => status === 'queued')).toHaveLength(limits.perAddressPerDay);
    expect(states.filter((status) => status === 'parked')).toHaveLength(20 - limits.perAddressPerDay);
  });

  test('is written once for a ticket that is answered ten times at once', async () => {
    const { ticketId } = await mailTicket(desk, newAddress());
    const replies = await Promise.all(Array.from({ length: 10 }, () => acknowledge(desk, ticketId, limits)));
    expect(replies.filter((id) => id !== null)).toHaveLength(1);
  });
});
