import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf, landed, newNumber } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { pretendSender } from './pretend-sender.ts';
import { deliveriesOf, deskWithTemplates, oursOnWhatsApp, relayDeliveries, template, text, ticketOfSender } from './texting.ts';

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

const day = 24 * 3600;
const sentTo = (number: string) => telephony.sent.filter((one) => one.text.to === `whatsapp:${number}`).map((one) => one.text);

/** A ticket by WhatsApp whose customer wrote more than a day ago. */
async function oldTicket() {
  const from = newNumber();
  const { ticketId, number } = await ticketOfSender(desk, from, oursOnWhatsApp);
  desk.clock.advance(day + 60);
  const reply = (words: string) => desk.progress.reply(number, { agentId }, words);
  return { from, ticketId, number, reply };
}

describe('an answer after the session window', () => {
  test('is held, the customer is invited once, and it is sent when they write', async () => {
    const { from, ticketId, number, reply } = await oldTicket();
    await reply('Ya puede navegar.');
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'held', error_code: 'waits_for_customer' }]);
    desk.clock.advance(1);
    await reply('Y reinicie.');
    await desk.settle();
    expect(sentTo(from).slice(1)).toMatchObject([
      { from: oursOnWhatsApp, template: { id: template.es, variables: { 1: `V-${number}` } } },
    ]);
    desk.clock.advance(3600);
    expect(await relayDeliveries(desk)).toEqual([]);
    await text(desk, from, 'Buenas, ¿qué pasó?', { to: oursOnWhatsApp });
    await relayDeliveries(desk);
    expect(sentTo(from).slice(2).map((sent) => sent.body)).toEqual(['Ya puede navegar.', 'Y reinicie.']);
    expect((await deliveriesOf(desk, ticketId)).map(({ status }) => status)).toEqual(['sent', 'sent']);
    expect(await relayDeliveries(desk)).toEqual([]);
  });

  test('is ended by a stop, not sent', async () => {
    const { from, ticketId, reply } = await oldTicket();
    await reply('Ya puede navegar.');
    await desk.settle();
    desk.clock.advance(1);
    await text(desk, from, 'STOP', { to: oursOnWhatsApp });
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'failed', error_code: 'opted_out' }]);
    expect((await eventsOf(desk, ticketId, 'delivery.failed')).at(-1)).toMatchObject({ after: { code: 'opted_out' } });
  });

  test('fails visibly when the customer cannot be invited', async () => {
    const { ticketId, reply } = await oldTicket();
    telephony.fates.push(() => Promise.resolve({ kind: 'refused', code: '63027', message: 'Template does not exist.' }));
    await reply('Ya puede navegar.');
    await desk.settle();
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'failed', error_code: 'not_invited' }]);
  });

  test('that became one while it waited to be sent is held too', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from, oursOnWhatsApp);
    desk.clock.advance(day - 10);
    await desk.progress.reply(number, { agentId }, 'Ya puede navegar.');
    desk.clock.advance(20);
    await desk.settle();
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'held' }]);
    expect(sentTo(from).at(-1)).toHaveProperty('template');
  });

  test('that the provider tells of is held as another attempt, until a later contact', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from, oursOnWhatsApp);
    await desk.progress.reply(number, { agentId }, 'Ya puede navegar.');
    await desk.settle();
    const [sent] = await deliveriesOf(desk, ticketId);
    await desk.deliveries.receive({ providerId: sent?.provider_id ?? '', state: 'failed', code: '63016', message: null, because: 'window-closed' });
    await desk.settle();
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'failed', error_code: '63016' }, { status: 'held', attempt: 2 }]);
    expect(sentTo(from).at(-1)).toHaveProperty('template');
    desk.clock.advance(60);
    expect(await relayDeliveries(desk)).toEqual([]);
    expect(await desk.deliveries.deliver((await deliveriesOf(desk, ticketId))[1]?.id ?? '')).toBeNull();
    await text(desk, from, 'Hola', { to: oursOnWhatsApp });
    await relayDeliveries(desk);
    expect(sentTo(from).at(-1)).toMatchObject({ body: 'Ya puede navegar.' });
  });

  test('of several texts is held and sent whole', async () => {
    const { from, ticketId, reply } = await oldTicket();
    await reply('Reinicie el equipo y espere. '.repeat(100));
    await desk.settle();
    expect((await deliveriesOf(desk, ticketId)).map(({ status }) => status)).toEqual(['held', 'held']);
    desk.clock.advance(1);
    await text(desk, from, 'Hola', { to: oursOnWhatsApp });
    await relayDeliveries(desk);
    await relayDeliveries(desk);
    expect(sentTo(from).slice(-2).map((sent) => sent.body.slice(0, 5))).toEqual(['(1/2)', '(2/2)']);
  });

  test('is no place for an acknowledgement: it fails instead of waiting', async () => {
    const from = newNumber();
    const { ticketId } = landed(await text(desk, from, 'no puedo navegar en internet', { to: oursOnWhatsApp }));
    desk.clock.advance(day + 60);
    await desk.settle();
    expect(await deliveriesOf(desk, ticketId, 'acknowledgement')).toMatchObject([{ status: 'failed', error_code: 'window_closed' }]);
    expect(sentTo(from)).toEqual([]);
  });

  test('by SMS goes out as always', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from);
    desk.clock.advance(3 * day);
    await desk.progress.reply(number, { agentId }, 'Ya puede navegar.');
    await desk.settle();
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'sent' }]);
  });
});

describe('without an approved template', () => {
  test('it fails and says why', async () => {
    const plain = await startTestDesk({ telephony });
    const by = { agentId: await plain.addAgent({ available: false }) };
    const { ticketId, number } = await ticketOfSender(plain, newNumber(), oursOnWhatsApp);
    plain.clock.advance(day + 60);
    await plain.progress.reply(number, by, 'Ya puede navegar.');
    expect(await deliveriesOf(plain, ticketId)).toMatchObject([{ status: 'failed', error_code: 'window_closed' }]);
    await plain.close();
  });
});
