import { expect, test } from 'vitest';
import { createAnnouncementBoard } from '../../../src/intake/announcement-board.ts';
import { testClock, startTestDesk } from '../../support/desk.ts';
import { newCaller, toLetter, wordsOf } from './caller.ts';

const topic = { service: null, locale: 'es' } as const;
/** Lets what was read arrive. */
const arrive = () => new Promise<void>((resolve) => setImmediate(resolve));

test('the first look is empty and starts the reading; the next gives what was read', async () => {
  let reads = 0;
  const clock = testClock();
  const board = createAnnouncementBoard(() => Promise.resolve([`news ${(reads += 1)}`]), clock);
  expect(board(topic)).toEqual([]);
  await arrive();
  expect(board(topic)).toEqual(['news 1']);
  clock.advance(9);
  expect(board(topic)).toEqual(['news 1']);
  expect(reads).toBe(1);
  clock.advance(1);
  expect(board(topic)).toEqual(['news 1']);
  await arrive();
  expect(board(topic)).toEqual(['news 2']);
});

test('languages and services are read apart', async () => {
  const board = createAnnouncementBoard(({ service, locale }) => Promise.resolve([`${service} ${locale}`]), testClock());
  board(topic);
  board({ service: 'tecnologia', locale: 'en' });
  await arrive();
  expect(board(topic)).toEqual(['null es']);
  expect(board({ service: 'tecnologia', locale: 'en' })).toEqual(['tecnologia en']);
});

test('a reader that hangs or fails slows nobody, and the last announcements stay', async () => {
  const clock = testClock();
  const answers: (() => Promise<string[]>)[] = [
    () => Promise.resolve(['a', 'b', 'c', 'd', 'e']), () => Promise.reject(new Error('down')), () => new Promise(() => undefined),
  ];
  const board = createAnnouncementBoard(() => answers.shift()?.() ?? Promise.resolve([]), clock);
  board(topic);
  await arrive();
  expect(board(topic)).toEqual(['a', 'b', 'c']);
  for (let turn = 0; turn < 3; turn += 1) {
    clock.advance(10);
    expect(board(topic)).toEqual(['a', 'b', 'c']);
    await arrive();
  }
});

test('who waits hears what everybody is told, in their language', async () => {
  const asked: unknown[] = [];
  const desk = await startTestDesk({
    readAnnouncements: async (about) => {
      asked.push(about);
      return ['La red falla en la sede norte.'];
    },
  });
  const agentId = await desk.addAgent({ available: false });
  await desk.presence.setAvailability(agentId, 'away');
  const caller = newCaller(desk);
  let last = await caller.press(toLetter);
  const heard: string[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    last = await caller.ask('wait', last.nextStep);
    heard.push(wordsOf(last));
  }
  expect(heard.join(' ')).toContain('La red falla en la sede norte.');
  expect(asked[0]).toEqual({ service: 'tecnologia', locale: 'es' });
  await desk.close();
});

test('who waits hears an announcement from the moment a lead publishes it, and no longer when it was taken back', async () => {
  const desk = await startTestDesk();
  const leadId = await desk.addAgent({ available: false, role: 'lead' });
  const { id } = await desk.announcements.publish({
    kind: 'outage', words: { es: { title: 'La red falla en la sede norte', text: 'Volverá a las cuatro.' } },
    services: ['tecnologia'], channels: ['voice'], from: desk.clock.now(), until: null,
  }, leadId);
  const agentId = await desk.addAgent({ available: false });
  await desk.presence.setAvailability(agentId, 'away');
  const caller = newCaller(desk);
  let last = await caller.press(toLetter);
  const wait = async () => {
    const heard: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      last = await caller.ask('wait', last.nextStep);
      heard.push(wordsOf(last));
    }
    return heard.join(' ');
  };
  // What is read arrives between two turns, sooner or later.
  await expect.poll(wait, { timeout: 5_000 }).toContain('La red falla en la sede norte. Volverá a las cuatro.');
  await desk.announcements.withdraw(id, { agentId: leadId, seen: null });
  desk.clock.advance(10);
  await expect.poll(wait, { timeout: 5_000 }).not.toContain('La red falla');
  await desk.close();
});
