import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventsOf, landed, newNumber, ours, takeIn, textFrom } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { newCaller, toLetter, verbsOf, wordsOf } from '../calls/caller.ts';
import { pretendSender } from '../replies/pretend-sender.ts';

const telephony = pretendSender();
let desk: TestDesk;
let adminId: string;
beforeAll(async () => {
  desk = await startTestDesk({ telephony, ownNumber: ours, mailFrom: { name: null, address: 'mesa@desk.test' } });
  adminId = await desk.addAgent({ role: 'admin' });
});
afterAll(() => desk.close());
const turn = (channel: string, open: boolean) => desk.switches.turn(channel, { open, reason: null }, adminId);
afterEach(async () => {
  for (const channel of ['voice', 'sms']) await turn(channel, true);
});

const sentTo = (from: string) => telephony.sent.filter(({ text }) => text.to === from).map(({ text }) => text.body);

test('a caller of a closed line is told so in both languages, and their message becomes a ticket; who is in the line stays there', async () => {
  const before = newCaller(desk);
  const placed = await before.press(toLetter);
  await turn('voice', false);

  const caller = newCaller(desk);
  const first = await caller.start();
  expect(verbsOf(first)).not.toContain('ask');
  expect(verbsOf(first).at(-1)).toBe('record');
  expect(wordsOf(first)).toMatch(/línea telefónica está cerrada.*telephone line is closed/);
  expect(await caller.start()).toEqual(first);
  const thanks = await caller.ask('recorded', first.nextStep, { recording: caller.recording() });
  expect(wordsOf(thanks)).toMatch(/Gracias.*solicitud/);
  expect(verbsOf(thanks)).toContain('hang-up');
  expect(await caller.ticket()).toMatchObject({ channel: 'voice', live: false, abandoned: false });
  expect((await eventsOf(desk, (await caller.ticket()).id)).map(({ name }) => name)).toContain('voicemail.left');

  expect(wordsOf(await before.ask('wait', placed.nextStep))).toContain('Usted es la siguiente persona');
});

test('a caller without a number hears the same, and one who hangs up stays known', async () => {
  await turn('voice', false);
  const caller = newCaller(desk, 'anonymous');
  const first = await caller.start();
  expect(wordsOf(first)).toContain('está cerrada');
  await caller.report();
  expect(await caller.row()).toMatchObject({ ticket_id: null, contacts: 1, ended: true, outcome: 'abandoned-in-menu' });
});

test('a text to a closed number is taken in, told once of the ways that are open, and a stop is kept', async () => {
  const [writer, stopper] = [newNumber(), newNumber()];
  const earlier = landed(await takeIn(desk, textFrom(desk, stopper)));
  await desk.settle();
  await turn('sms', false);
  await turn('voice', false);

  const { ticketId, number } = landed(await takeIn(desk, textFrom(desk, writer)));
  expect(landed(await takeIn(desk, textFrom(desk, writer, { body: 'sigue igual' }))).ticketId).toBe(ticketId);
  await desk.settle();
  expect(sentTo(writer)).toEqual([expect.stringMatching(
    new RegExp(`no atendemos por este medio.*V-${number}.*/status/\\S+ Si prefiere: escriba a mesa@desk\\.test; use http://desk\\.test/help$`),
  )]);
  expect(landed(await takeIn(desk, textFrom(desk, stopper))).ticketId).toBe(earlier.ticketId);
  expect((await takeIn(desk, textFrom(desk, stopper, { body: 'ALTO' }))).kind).toBe('opted-out');
  await desk.settle();
  expect(sentTo(stopper).filter((body) => body.includes('no atendemos'))).toEqual([]);

  await turn('sms', true);
  const next = newNumber();
  await takeIn(desk, textFrom(desk, next));
  await desk.settle();
  expect(sentTo(next)[0]).toContain('recibimos su mensaje');
});
