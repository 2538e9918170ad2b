import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPortalReader } from '../../../adapters/postgres/portal-store.ts';
import type { InboundForm } from '../../../src/core/index.ts';
import { landed, takeIn, textFrom } from '../../intake/probes.ts';
import { newAddress, send, startMailDesk } from '../../intake/mail/mail-stage.ts';
import type { TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
let agentId: string;

beforeAll(async () => {
  desk = await startMailDesk();
  agentId = await desk.addAgent({ role: 'lead', capacity: 100_000, available: false });
});
afterAll(() => desk.close());

let forms = 0;
const form = async (email: string, about: Partial<InboundForm> = {}) => {
  forms += 1;
  const contact = desk.channels.web.toContact({
    requestId: `form ${forms}`, subject: `Formulario ${forms}`, description: 'No puedo navegar', name: 'Ana', email, receivedAt: desk.clock.now(), ...about,
  });
  const place = landed(await desk.accept(contact, desk.channels.web.capabilities));
  await desk.settle();
  return place;
};
const text = async (from: string) => {
  const place = landed(await takeIn(desk, textFrom(desk, from, { body: 'secreto del teléfono' })));
  await desk.settle();
  return place;
};
const shown = async (email: string, which: 'open' | 'ended' | 'all' = 'all') =>
  (await createPortalReader(desk.database.db).list({ kind: 'email', value: email }, { shown: which, before: null, most: 100 })).map(({ number }) => number).sort();
const numbers = (...places: { number: number }[]) => places.map(({ number }) => number).sort();
let phones = 0;
const newPhone = () => {
  phones += 1;
  return `+5730055500${String(phones).padStart(2, '0')}`;
};
const customerOf = async (ticketId: string) => {
  const { rows } = await sql<{ customer_id: string }>`select customer_id from tickets where id = ${ticketId}`.execute(desk.database.db);
  return rows[0]?.customer_id ?? '';
};

describe('whoever holds a mailbox sees', () => {
  test('the forms that name it and the mails that came from it, and nobody else’s', async () => {
    const [ana, other] = [newAddress(), newAddress()];
    const mine = [await form(ana), await form(ana.toUpperCase()), await send(desk, ana)];
    await form(other);
    await send(desk, other);
    expect(await shown(ana)).toEqual(numbers(...mine));
    expect(await shown(newAddress())).toEqual([]);
  });

  test('open ones and those that are over apart, a merged one as the ticket it went into', async () => {
    const ana = newAddress();
    const [one, two] = [await form(ana), await form(newAddress())];
    await desk.joining.merge(one.number, { agentId }, two.number);
    expect(await shown(ana, 'open')).toEqual(numbers(one));
    expect(await shown(ana, 'ended')).toEqual([]);
    await desk.progress.cancel(two.number, { agentId }, 'no longer');
    expect(await shown(ana, 'open')).toEqual([]);
    expect(await shown(ana, 'ended')).toEqual(numbers(one));
  });

  test('what was split off from their own', async () => {
    const ana = newAddress();
    const first = await send(desk, ana, { subject: 'Uno' });
    const second = await send(desk, ana, { subject: 'Dos' });
    await desk.joining.merge(second.number, { agentId }, first.number);
    const apart = await desk.joining.split(first.number, { agentId }, [second.contactId]);
    expect(await shown(ana)).toEqual(numbers(first, second, apart));
  });
});

describe('nobody gets at another’s requests', () => {
  test('by writing their own address beside the other’s telephone in a form', async () => {
    const victim = newPhone();
    const secret = await text(victim);
    const mallory = newAddress();
    const own = await form(mallory, { phone: victim });
    // Both stand on one record now, which is why records do not count.
    expect(await customerOf(own.ticketId)).toBe(await customerOf(secret.ticketId));
    expect(await shown(mallory)).toEqual(numbers(own));
  });

  test('by naming a telephone in a form before its holder ever writes', async () => {
    const victim = newPhone();
    const mallory = newAddress();
    const own = await form(mallory, { phone: victim });
    await desk.customers.state(await customerOf(own.ticketId), { kind: 'email', value: mallory }, true, { agentId });
    await text(victim);
    expect(await shown(mallory)).toEqual(numbers(own));
  });

  test('by having their ticket merged into the other’s, or the other’s into theirs', async () => {
    const [ana, mallory] = [newAddress(), newAddress()];
    const [hers, his, his2, hers2] = [await send(desk, ana), await send(desk, mallory), await send(desk, mallory, { subject: 'Otro' }), await send(desk, ana, { subject: 'Otra' })];
    await desk.joining.merge(his.number, { agentId }, hers.number);
    await desk.joining.merge(hers2.number, { agentId }, his2.number);
    expect(await shown(mallory)).toEqual(numbers(his, his2));
    expect(await shown(ana)).toEqual(numbers(hers, hers2));
  });

  test('by having it merged into the other’s when a form put both on one record', async () => {
    const victim = newPhone();
    const secret = await text(victim);
    const mallory = newAddress();
    await form(mallory, { phone: victim });
    const own = await send(desk, mallory);
    await desk.joining.merge(own.number, { agentId }, secret.number);
    expect(await shown(mallory)).not.toContain(secret.number);
  });

  test('by being copied in their mail', async () => {
    const [ana, copied] = [newAddress(), newAddress()];
    await send(desk, ana, { cc: [{ name: null, address: copied }] });
    expect(await shown(copied)).toEqual([]);
  });

  test('by what they write at a status page', async () => {
    const ana = newAddress();
    const hers = await form(ana);
    await desk.writeAtStatusPage('comment', { ticketId: hers.ticketId, statusKey: hers.statusKey }, {
      commentId: 'c1', text: 'hola', attachments: [], locale: 'es', receivedAt: desk.clock.now(),
    });
    expect(await shown('status page')).toEqual([]);
  });
});

test('an address and a telephone that an agent stated to be the same customer’s count for each other', async () => {
  const [ana, phone] = [newAddress(), newPhone()];
  const byPhone = await text(phone);
  const byForm = await form(ana, { phone });
  const customerId = await customerOf(byForm.ticketId);
  await desk.customers.state(customerId, { kind: 'phone', value: phone }, true, { agentId });
  expect(await shown(ana)).toEqual(numbers(byForm));
  await desk.customers.state(customerId, { kind: 'email', value: ana }, true, { agentId });
  expect(await shown(ana)).toEqual(numbers(byForm, byPhone));
});

test('the opened link of a mailbox states nothing about the record', async () => {
  const ana = newAddress();
  const place = await form(ana);
  await desk.portal.ask(ana, 'es');
  await desk.settle();
  const { rows } = await sql`select from addresses where customer_id = ${await customerOf(place.ticketId)} and verified_at is not null`.execute(desk.database.db);
  expect(rows).toEqual([]);
});
