import { readFile, writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import { modelDesk, startGatewayProcess, type GatewayProcess, type RestClient, type TicketAnswer } from '../support/gateway.ts';
import { startTwilioNetwork, type PretendTwilio } from '../support/twilio-network.ts';

const ours = '+576015550100';
const template = `HX${'c'.repeat(32)}`;
let network: PretendTwilio;
let gateway: GatewayProcess;
let admin: RestClient;
let folder: string;

/** Every webhook is delivered twice at the same moment, and every REST request checked against the provider's OpenAPI document. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-texts-'));
  const deskFile = path.join(folder, 'desk.yaml');
  await writeFile(deskFile, `${await readFile(modelDesk, 'utf8')}\nwhatsapp: { template: { es: ${template}, en: ${template} } }\n`);
  network = await startTwilioNetwork({ deliverTwice: true });
  gateway = await startGatewayProcess({ env: { TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours, DESK_FILE: deskFile } });
  network.connect(gateway.url);
  admin = await gateway.admin();
}, 60_000);
afterEach(({ task }) => {
  if (task.result?.state === 'fail') console.log(gateway.log().slice(-4_000));
  expect(network.violations).toEqual([]);
});
afterAll(async () => {
  await gateway.close();
  await network.close();
  await rm(folder, { recursive: true, force: true });
});

const sentTo = (to: string) => network.messages.filter((message) => message.to === to);
const sent = (to: string, count: number) => until(`${count} texts to ${to}`, async () => sentTo(to).length >= count && sentTo(to));
const ticketOf = (number: string) =>
  until(`a ticket of ${number}`, async () => (await admin.tickets()).find(({ customer }) => customer?.addresses.some(({ value }) => value === number)));
const deliveryOf = (ticket: TicketAnswer, text: string) =>
  ticket.timeline.flatMap((item) => (item.kind === 'reply' && item.text === text ? [item.delivery] : []))[0];
const deliveryBecomes = (number: string, text: string, status: string) =>
  until(`${text} ${status}`, async () => {
    const delivery = deliveryOf(await admin.ticket(number), text);
    return delivery?.status === status && delivery;
  });

it('a stop is confirmed once, silences the desk, and a start ends it', async () => {
  const from = '+573009990001';
  await network.text({ from, to: ours, body: 'No puedo navegar en Internet' });
  const { number } = await ticketOf(from);
  await sent(from, 1);
  await network.text({ from, to: ours, body: '¡Alto!' });
  await sent(from, 2);
  await admin.reply(number, 'Ya puede navegar.');
  expect(deliveryOf(await admin.ticket(number), 'Ya puede navegar.')).toMatchObject({ status: 'failed', code: 'opted_out' });
  await network.text({ from, to: ours, body: 'START' });
  // Two texts written at the same moment leave in either order.
  await sent(from, 3);
  await admin.reply(number, 'Ahora sí.');
  const all = await sent(from, 4);
  expect(all.map(({ body }) => body.slice(0, 60))).toEqual([
    expect.stringMatching(/recibimos su mensaje/), expect.stringMatching(/no le enviaremos/), expect.stringMatching(/volverá a recibir/), 'Ahora sí.',
  ]);
  expect((await admin.tickets()).filter(({ customer }) => customer?.addresses.some(({ value }) => value === from))).toHaveLength(1);
});

it('a refusal because of a stop that only the provider knows of is understood', async () => {
  const from = '+573009990002';
  await network.text({ from, to: ours, body: 'No puedo navegar en Internet' });
  const { number } = await ticketOf(from);
  await sent(from, 1);
  network.refuseTexts(from, 21610);
  await admin.reply(number, 'Uno.');
  expect((await deliveryBecomes(number, 'Uno.', 'failed')).error).toMatch(/El cliente escribió STOP.*START/);
  await admin.reply(number, 'Dos.');
  expect(deliveryOf(await admin.ticket(number), 'Dos.')).toMatchObject({ code: 'opted_out' });
  expect(await admin.ticket(number)).toMatchObject({ undelivered: true });
});

it('a long reply is several texts in order, delivered when all of them are', async () => {
  const from = '+573009990003';
  await network.text({ from, to: ours, body: 'No puedo navegar en Internet' });
  const { number } = await ticketOf(from);
  await sent(from, 1);
  const long = 'Reinicie el equipo y espere. '.repeat(140).trim();
  await admin.reply(number, long);
  const [, ...parts] = await sent(from, 4);
  expect(parts.map(({ body }) => body.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)']);
  await deliveryBecomes(number, long, 'sent');
  for (const { sid } of parts.toReversed()) await network.deliver(sid, 'delivered');
  expect(await deliveryBecomes(number, long, 'delivered')).toMatchObject({ encoding: 'GSM-7', parts: [{}, {}, {}] });
});

it('WhatsApp refuses an answer that comes too late: the customer is invited, writes, and gets it', async () => {
  const from = 'whatsapp:+573009990004';
  const to = 'whatsapp:+14155238886';
  await network.text({ from, to, body: 'No puedo navegar en Internet' });
  const { number } = await ticketOf('+573009990004');
  const [acknowledgement] = await sent(from, 1);
  expect(acknowledgement?.from).toBe(to);
  await admin.reply(number, 'Ya puede navegar.');
  const [, late] = await sent(from, 2);
  await network.deliver(late?.sid ?? '', 'failed', { ErrorCode: '63016' });
  const [, , invitation] = await sent(from, 3);
  expect(invitation).toMatchObject({ contentSid: template, contentVariables: JSON.stringify({ 1: number }) });
  expect(await deliveryBecomes(number, 'Ya puede navegar.', 'held')).toMatchObject({ attempts: 2 });
  await network.text({ from, to, body: 'Hola' });
  expect((await sent(from, 4))[3]).toMatchObject({ body: 'Ya puede navegar.' });
});
