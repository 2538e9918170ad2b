import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countOf, eventsOf, landed, newNumber, ours, takeIn, ticketOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { pretendSender } from '../replies/pretend-sender.ts';
import { contactsFrom, deliveriesOf, deskWithTemplates, oursOnWhatsApp, text, ticketOfSender } from '../replies/texting.ts';

const telephony = pretendSender();
let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk({ telephony, deskFile: deskWithTemplates });
  agentId = await desk.addAgent({ available: false });
});
afterAll(() => desk.close());
beforeEach(() => {
  telephony.fates.length = 0;
});

const sentTo = (number: string) => telephony.sent.filter((one) => one.text.to === number).map((one) => one.text.body);
const names = async (ticketId: string) => (await eventsOf(desk, ticketId)).map((event) => event.name);

describe('a stop without a ticket', () => {
  test('opens none, makes no customer, is confirmed once and is kept as a contact', async () => {
    const from = newNumber();
    const before = [await countOf(desk, 'tickets'), await countOf(desk, 'customers')];
    expect(await text(desk, from, 'Alto')).toEqual({ kind: 'opted-out', landed: null });
    await desk.settle();
    expect([await countOf(desk, 'tickets'), await countOf(desk, 'customers')]).toEqual(before);
    expect(await contactsFrom(desk, from)).toEqual([{ text: 'Alto', outcome: 'opted-out', placed: false }]);
    expect(sentTo(from)).toEqual([expect.stringMatching(/no le enviaremos más mensajes.*START/)]);
    expect(await text(desk, from, 'STOP')).toEqual({ kind: 'opted-out', landed: null });
    await desk.settle();
    expect(sentTo(from)).toHaveLength(1);
  });

  test('delivered twice is one contact and one confirmation', async () => {
    const from = newNumber();
    const all = await Promise.all(Array.from({ length: 6 }, () => text(desk, from, 'STOP', { id: `SM-twice-${from}` })));
    expect(all.map(({ kind }) => kind).sort()).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate', 'duplicate', 'opted-out']);
    await desk.settle();
    expect(sentTo(from)).toHaveLength(1);
  });

  test('that the network has confirmed is not confirmed again', async () => {
    const from = newNumber();
    const contact = desk.channels.sms.toContact({
      providerId: `SM-answered-${from}`, from, to: ours, text: 'no me escriban', media: [], takenFor: 'stop', receivedAt: desk.clock.now(),
    });
    expect(await takeIn(desk, contact)).toEqual({ kind: 'opted-out', landed: null });
    await desk.settle();
    expect(sentTo(from)).toEqual([]);
  });

  test('of somebody without a number is kept and answered to nobody', async () => {
    expect(await text(desk, 'MiBanco', 'STOP')).toEqual({ kind: 'opted-out', landed: null });
    expect(await contactsFrom(desk, 'MiBanco')).toMatchObject([{ outcome: 'opted-out' }]);
  });
});

describe('a stop on a ticket', () => {
  test('stands in its timeline, routes nothing, and is confirmed there', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from);
    const was = await ticketOf(desk, ticketId);
    expect(await text(desk, from, 'PARAR')).toMatchObject({ kind: 'opted-out', landed: { ticketId, number } });
    expect(desk.signals.filter((signal) => signal.kind !== 'deliver-reply')).toEqual([]);
    await desk.settle();
    const is = await ticketOf(desk, ticketId);
    expect(is).toMatchObject({ status: was.status, routingVersion: was.routingVersion });
    expect(is.version).toBeGreaterThan(was.version);
    expect((await names(ticketId)).slice(-4)).toEqual(['contact.received', 'customer.opted-out', 'reply.written', 'delivery.sent']);
    expect(await eventsOf(desk, ticketId, 'customer.opted-out')).toMatchObject([
      { actor_kind: 'customer', reason: 'customer', after: { stopped: true, theirs: from, ours } },
    ]);
    expect(sentTo(from)).toHaveLength(2);
  });

  test('neither wakes one that waits nor opens a resolved one', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from);
    await desk.placing.assign(number, { agentId }, agentId);
    await desk.progress.resolve(number, { agentId }, 'Hecho.');
    expect(await text(desk, from, 'STOP')).toMatchObject({ kind: 'opted-out', landed: { ticketId } });
    expect(await ticketOf(desk, ticketId)).toMatchObject({ status: 'resolved' });
    desk.signals.length = 0;
  });
});

describe('while stopped', () => {
  async function stoppedTicket(to?: string) {
    const from = newNumber();
    const ticket = await ticketOfSender(desk, from, to);
    await text(desk, from, 'STOP', to === undefined ? {} : { to });
    await desk.settle();
    return { ...ticket, from };
  }

  test('a reply is not sent and says so at once', async () => {
    const { ticketId, number, from } = await stoppedTicket();
    const before = sentTo(from).length;
    await desk.progress.reply(number, { agentId }, 'Ya puede navegar.');
    expect(desk.signals.splice(0)).toEqual([]);
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'failed', error_code: 'opted_out' }]);
    expect((await eventsOf(desk, ticketId)).at(-1)).toMatchObject({ name: 'delivery.failed', after: { code: 'opted_out' } });
    expect(sentTo(from)).toHaveLength(before);
  });

  test('a reply that was queued before the stop is not sent either', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from);
    await desk.progress.reply(number, { agentId }, 'Ya puede navegar.');
    const queued = desk.signals.splice(0);
    await text(desk, from, 'STOP');
    desk.signals.push(...queued);
    await desk.settle();
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'failed', error_code: 'opted_out' }]);
    expect(sentTo(from).filter((body) => body.includes('navegar'))).toEqual([]);
  });

  test('a new ticket is not acknowledged', async () => {
    const from = newNumber();
    await text(desk, from, 'STOP');
    await desk.settle();
    const { ticketId } = await ticketOfSender(desk, from);
    expect(await deliveriesOf(desk, ticketId, 'acknowledgement')).toMatchObject([{ status: 'failed', error_code: 'opted_out' }]);
    expect(sentTo(from)).toHaveLength(1);
  });

  test('the same numbers on WhatsApp, and other numbers of ours, are not', async () => {
    const { from } = await stoppedTicket();
    await ticketOfSender(desk, from, '+576015550199');
    expect(telephony.sent.some((one) => one.text.to === from && one.text.from === '+576015550199')).toBe(true);
    await ticketOfSender(desk, from, oursOnWhatsApp);
    expect(telephony.sent.some((one) => one.text.to === `whatsapp:${from}`)).toBe(true);
  });

  test('help is not answered', async () => {
    const { from } = await stoppedTicket();
    const before = sentTo(from).length;
    await text(desk, from, 'AYUDA');
    await desk.settle();
    expect(sentTo(from)).toHaveLength(before);
  });

  test.each(['START', 'Sí', 'alta'])('%s ends it, in the timeline too', async (word) => {
    const { from, ticketId, number } = await stoppedTicket();
    desk.clock.advance(1);
    expect(await text(desk, from, word)).toMatchObject({ kind: 'opted-in', landed: { ticketId } });
    expect(await eventsOf(desk, ticketId, 'customer.opted-in')).toHaveLength(1);
    await desk.progress.reply(number, { agentId }, 'Ya puede navegar.');
    await desk.settle();
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'sent' }]);
    expect(sentTo(from).slice(-2)).toEqual([expect.stringMatching(/volverá a recibir/), 'Ya puede navegar.']);
  });

  test('a stop that comes late does not undo the start after it', async () => {
    const from = newNumber();
    const at = desk.clock.now();
    desk.clock.advance(60);
    await text(desk, from, 'START');
    const late = desk.channels.sms.toContact({ providerId: `SM-late-${from}`, from, to: ours, text: 'STOP', media: [], receivedAt: at });
    expect(await takeIn(desk, late)).toMatchObject({ kind: 'opted-out' });
    desk.signals.length = 0;
    const { ticketId } = await ticketOfSender(desk, from);
    expect(await deliveriesOf(desk, ticketId, 'acknowledgement')).toMatchObject([{ status: 'sent' }]);
  });
});

describe('words that are answers', () => {
  test.each(['sí', 'YES', 'alta', 'iniciar'])('%s is an ordinary text where nobody said stop', async (word) => {
    const from = newNumber();
    const { ticketId } = await ticketOfSender(desk, from);
    expect(await text(desk, from, word)).toMatchObject({ kind: 'appended', ticketId });
    desk.signals.length = 0;
  });
});

describe('help', () => {
  test('without a ticket is answered and opens none', async () => {
    const from = newNumber();
    expect(await text(desk, from, 'AYUDA')).toEqual({ kind: 'helped', landed: null });
    await desk.settle();
    expect(sentTo(from)).toEqual([expect.stringMatching(/escriba aquí lo que necesita.*ALTO/)]);
    expect(await text(desk, from, 'help')).toEqual({ kind: 'helped', landed: null });
    await desk.settle();
    expect(sentTo(from)[1]).toMatch(/write here what you need.*STOP/);
  });

  test('on a ticket is a contact like any other, and answered', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from);
    await desk.placing.assign(number, { agentId }, agentId);
    await desk.progress.wait(number, { agentId }, { for: 'customer', reason: 'datos', until: null });
    expect(landed(await text(desk, from, 'Ayuda')).ticketId).toBe(ticketId);
    await desk.settle();
    expect(await ticketOf(desk, ticketId)).toMatchObject({ status: 'assigned' });
    expect(sentTo(from)).toHaveLength(2);
    await desk.progress.cancel(number, { agentId }, 'x');
  });
});

describe('what the provider knows', () => {
  test('a refusal because of a stop is kept like one', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from);
    await desk.progress.reply(number, { agentId }, 'Uno.');
    telephony.fates.push(() => Promise.resolve({ kind: 'refused', code: '21610', message: 'Unsubscribed.', because: 'opted-out' }));
    await desk.settle();
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'failed', error_code: '21610' }]);
    expect(await eventsOf(desk, ticketId, 'customer.opted-out')).toMatchObject([{ actor_kind: 'provider', reason: 'provider' }]);
    desk.clock.advance(1);
    await desk.progress.reply(number, { agentId }, 'Dos.');
    expect((await deliveriesOf(desk, ticketId)).at(-1)).toMatchObject({ status: 'failed', error_code: 'opted_out' });
    desk.clock.advance(1);
    await text(desk, from, 'START');
    await desk.progress.reply(number, { agentId }, 'Tres.');
    await desk.settle();
    expect((await deliveriesOf(desk, ticketId)).at(-1)).toMatchObject({ status: 'sent' });
  });

  test('a receipt that tells of a stop counts too, even one that came early', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from);
    await desk.progress.reply(number, { agentId }, 'Uno.');
    telephony.fates.push(async (deliver) => {
      const providerId = deliver();
      await desk.deliveries.receive({ providerId, state: 'failed', code: '21610', message: null, because: 'opted-out' });
      return { kind: 'sent', providerId };
    });
    await desk.settle();
    expect(await names(ticketId)).toContain('customer.opted-out');
  });

  test('its own confirmation of a stop is not reported as a failure of ours', async () => {
    const from = newNumber();
    const { ticketId } = await ticketOfSender(desk, from);
    telephony.fates.push(() => Promise.resolve({ kind: 'refused', code: '21610', message: 'Unsubscribed.', because: 'opted-out' }));
    await text(desk, from, 'STOP');
    await desk.settle();
    expect(await names(ticketId)).not.toContain('delivery.failed');
    expect(await deliveriesOf(desk, ticketId, 'opted-out')).toMatchObject([{ status: 'shelved', error_code: 'answered' }]);
  });
});
