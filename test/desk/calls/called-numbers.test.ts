import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servingHours } from '../../../src/intake/serving-hours.ts';
import { smallDeskFile, startTestDesk, testClock, type TestClock, type TestDesk } from '../../support/desk.ts';
import { newCaller, ourNumber, toLetter, verbsOf, wordsOf } from './caller.ts';

/** Monday 2 March 2026, 10:00 in Bogotá. */
const monday10 = new Date('2026-03-02T15:00:00Z');
const english = '+576015550111';
const morning = '+576015550122';

const deskFile = `${smallDeskFile}
calendars:
  siempre: { zone: America/Bogota, hours: always }
  oficina: { zone: America/Bogota, hours: { mon: ["08:00-17:00"], tue: ["08:00-17:00"] }, holidays: ["2026-03-03"] }
  tarde: { zone: America/Bogota, hours: { mon: ["14:00-16:00"], wed: ["14:00-16:00"] } }
calendar: siempre
numbers:
  - { number: "${ourNumber}", greeting: { es: Línea principal., en: Main line. } }
  - { number: "${english}", locale: en, service: tecnologia }
  - { number: "${morning}", locale: es, calendar: tarde }
recording: { calls: true, consent: { es: Se graba., en: We record. }, transcribe: true }
`.replace('key: mesa, name: { es: Mesa, en: Desk }, tier: 1', 'key: mesa, name: { es: Mesa, en: Desk }, tier: 1, calendar: oficina');

let clock: TestClock;
let desk: TestDesk;
beforeAll(async () => {
  clock = testClock(monday10);
  desk = await startTestDesk({ deskFile, clock });
  await desk.addAgent();
});
afterAll(() => desk.close());

const callTo = (to: string) => {
  const caller = newCaller(desk);
  const ask: typeof caller.ask = (point, step, more) => desk.answerCall({
    ...caller.request(point, step, more), call: { callId: caller.callId, from: caller.from, to, receivedAt: clock.now() },
  });
  return { ...caller, ask, start: () => ask('menu', 'start') };
};

test('a number has its own greeting, language and service', async () => {
  expect(wordsOf(await callTo(ourNumber).start())).toContain('Línea principal.');
  const answer = await callTo(english).start();
  expect(wordsOf(answer)).toContain('Internet not working');
  expect(wordsOf(await callTo('+576015550133').start())).toContain('Bienvenido a la ventanilla única.');
});

test('who is recorded hears so before they wait; a message is transcribed', async () => {
  const caller = newCaller(desk);
  expect(wordsOf(await caller.press(toLetter))).toContain('Se graba.');
  const closed = callTo(morning);
  const menu = await closed.start();
  const entries = await closed.ask('menu', menu.nextStep, { digits: '1' });
  const voicemail = await closed.ask('menu', entries.nextStep, { digits: '2' });
  expect(voicemail.prompts).toContainEqual(expect.objectContaining({ verb: 'record', transcribe: true }));
});

test('a number outside its own hours takes messages, whatever the team, and says when it opens', async () => {
  const caller = callTo(morning);
  const menu = await caller.start();
  const entries = await caller.ask('menu', menu.nextStep, { digits: '1' });
  const voicemail = await caller.ask('menu', entries.nextStep, { digits: '2' });
  expect(verbsOf(voicemail)).toContain('record');
  expect(wordsOf(voicemail)).toMatch(/2 de la tarde|14|dos/);
});

describe('when callers are served', () => {
  const hours = (to: string, at: string) => servingHours(desk.desk, to, 'mesa', new Date(at));

  test('by the team alone where the number has no hours', () => {
    expect(hours(ourNumber, '2026-03-02T15:00:00Z')).toEqual({ isOpen: true });
    // A holiday: not before the next Monday.
    expect(hours(ourNumber, '2026-03-03T15:00:00Z')).toEqual({ isOpen: false, opensAt: new Date('2026-03-09T13:00:00Z') });
  });

  test('by both where it has: the next time that both are open', () => {
    expect(hours(morning, '2026-03-02T19:30:00Z')).toEqual({ isOpen: true });
    expect(hours(morning, '2026-03-02T15:00:00Z')).toEqual({ isOpen: false, opensAt: new Date('2026-03-02T19:00:00Z') });
    // Wednesday the number is open and the team is not.
    expect(hours(morning, '2026-03-04T19:30:00Z')).toEqual({ isOpen: false, opensAt: new Date('2026-03-09T19:00:00Z') });
  });

  test('never, where the two never meet', async () => {
    const never = { ...desk.desk, calendars: { ...desk.desk.calendars, tarde: { ...desk.desk.calendars['tarde'], ...sundays } } };
    expect(servingHours(never, morning, 'mesa', monday10)).toEqual({ isOpen: false, opensAt: null });
  });
});

const sundays = {
  zone: 'America/Bogota', holidays: [],
  hours: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [{ opens: 600, closes: 660 }] },
};
