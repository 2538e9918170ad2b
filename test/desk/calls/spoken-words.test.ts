import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guessEntries, keptWords } from '../../../src/intake/spoken-words.ts';
import { eventsOf } from '../../intake/probes.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { newCaller, wordsOf, type Caller } from './caller.ts';

const deskFile = `${smallDeskFile}
classification: { threshold: 0.95, ask: 0.01 }
words:
  urgency: { high: { es: [es urgente], en: [urgent] } }
`;

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk({ deskFile });
});
afterAll(() => desk.close());

const say = (caller: Caller, step: string, words: string, more: { digits?: string } = {}) =>
  caller.ask('menu', step, { speech: { words, confidence: 0.9 }, digits: more.digits ?? null });
const textOf = async (ticketId: string) => {
  const { rows } = await sql<{ text: string }>`select c.text from contacts c join conversations v on v.id = c.conversation_id
    where v.ticket_id = ${ticketId}`.execute(desk.database.db);
  return rows.map(({ text }) => text);
};
const isFoundBy = async (ticketId: string, word: string) => {
  const { rows } = await sql`select from tickets where id = ${ticketId} and words @@ to_tsquery('simple', ${word})`.execute(desk.database.db);
  return rows.length === 1;
};

test('a sentence is confirmed and becomes the ticket\'s first words: contact, subject, search', async () => {
  const caller = newCaller(desk);
  const menu = await caller.press(['1']);
  const guess = await say(caller, menu.nextStep, 'quiero una constancia laboral para el banco');
  expect(wordsOf(guess)).toContain('Constancia laboral');
  expect((await caller.row())?.phase).toBe('confirm');
  await say(caller, guess.nextStep, 'sí');
  const ticket = await caller.ticket();
  expect(ticket).toMatchObject({
    entry: 'constancia', triage: false, subject: 'Por teléfono: quiero una constancia laboral para el banco', locale: 'es',
  });
  expect(await textOf(ticket.id)).toEqual(['quiero una constancia laboral para el banco']);
  expect(await isFoundBy(ticket.id, 'banco')).toBe(true);
});

test('urgent words raise, and the chosen entry wins over what the words suggest', async () => {
  const caller = newCaller(desk);
  const menu = await caller.press(['1']);
  const guess = await say(caller, menu.nextStep, 'es urgente, no puedo navegar en internet');
  const denied = await caller.ask('menu', guess.nextStep, { digits: '2' });
  const entries = await caller.ask('menu', denied.nextStep, { digits: '1' });
  await caller.ask('menu', entries.nextStep, { digits: '2' });
  expect(await caller.ticket()).toMatchObject({ entry: 'constancia', urgency: 'high' });
});

test('who asks for a person after telling the matter is routed by the words', async () => {
  const caller = newCaller(desk);
  const menu = await caller.press(['1']);
  const guess = await say(caller, menu.nextStep, 'no puedo navegar en internet');
  await caller.ask('menu', guess.nextStep, { digits: '0' });
  const ticket = await caller.ticket();
  expect(ticket).toMatchObject({ entry: 'internet', triage: false });
  expect(await eventsOf(desk, ticket.id, 'ticket.routed')).toMatchObject([{ reason: 'words' }]);
});

test('words that may mean several things are followed by a choice, which is a choice like any key; asked for again it is the same', async () => {
  const caller = newCaller(desk);
  const menu = await caller.press(['1']);
  const choice = await say(caller, menu.nextStep, 'la red o la constancia');
  expect(wordsOf(choice)).toMatch(/^¿De qué se trata\?.*Constancia laboral: marque \w+\..*marque tres/);
  expect(await say(caller, menu.nextStep, 'la red o la constancia')).toEqual(choice);
  expect(await caller.row()).toMatchObject({ phase: 'which' });
  await say(caller, choice.nextStep, 'la constancia');
  const ticket = await caller.ticket();
  expect(ticket).toMatchObject({ entry: 'constancia', triage: false, chosen: { entry: 'constancia' } });
  expect(await eventsOf(desk, ticket.id, 'ticket.routed')).toMatchObject([{ reason: 'chosen' }]);
  expect(await textOf(ticket.id)).toEqual(['la red o la constancia']);
});

test('words in the other language keep the language of the call', async () => {
  const caller = newCaller(desk);
  const menu = await caller.press(['2']);
  const guess = await say(caller, menu.nextStep, 'no puedo navegar en internet');
  expect(wordsOf(guess)).toContain('Internet not working');
  await caller.ask('menu', guess.nextStep, { digits: '0' });
  expect(await caller.ticket()).toMatchObject({ locale: 'en' });
});

describe('keys and words', () => {
  test('both at once: the keys win', async () => {
    const caller = newCaller(desk);
    const menu = await caller.press(['1']);
    await say(caller, menu.nextStep, 'no puedo navegar en internet', { digits: '1' });
    expect(await caller.row()).toMatchObject({ phase: 'entry' });
  });

  test('words with no key beside them are heard', async () => {
    const caller = newCaller(desk);
    const menu = await caller.press(['1']);
    await say(caller, menu.nextStep, 'no puedo navegar en internet', { digits: '' });
    expect(await caller.row()).toMatchObject({ phase: 'confirm' });
  });

  test('one step is answered once, by whichever came first', async () => {
    const caller = newCaller(desk);
    const menu = await caller.press(['1']);
    const [byKey, byWord] = await Promise.all([
      caller.ask('menu', menu.nextStep, { digits: '1' }), say(caller, menu.nextStep, 'no puedo navegar en internet'),
    ]);
    expect(byWord).toEqual(byKey);
    expect(['entry', 'confirm']).toContain((await caller.row())?.phase);
  });

  test('words said to a menu that is over repeat the present one', async () => {
    const caller = newCaller(desk);
    const menu = await caller.press(['1']);
    const entries = await caller.ask('menu', menu.nextStep, { digits: '1' });
    expect(await say(caller, 'of-long-ago', 'no puedo navegar en internet')).toEqual(entries);
  });

  test.each(['', '   ', '\u0000'])('%j is silence', async (words) => {
    const caller = newCaller(desk);
    const menu = await caller.press(['1']);
    await say(caller, menu.nextStep, words);
    expect(await caller.row()).toMatchObject({ phase: 'service', ticket_id: null });
  });

  test.each(['a\u0000b \ud800 no puedo navegar en internet', 'palabra '.repeat(40_000), '🙂'.repeat(5_000)])('hostile words are kept as far as they can be', async (words) => {
    const caller = newCaller(desk);
    const menu = await caller.press(['1']);
    const answer = await say(caller, menu.nextStep, words);
    await caller.ask('menu', answer.nextStep, { digits: '0' });
    const [text = ''] = await textOf((await caller.ticket()).id);
    expect(text.length).toBeLessThanOrEqual(1_000);
  });
});

describe('what words may mean', () => {
  test('within the chosen service alone, sure as a text would be', () => {
    const all = guessEntries(desk.desk, desk.classifier, 'no puedo navegar en internet', null);
    expect(all[0]).toEqual({ entry: 'internet', sure: true });
    expect(guessEntries(desk.desk, desk.classifier, 'no puedo navegar en internet', 'tecnologia')[0]?.entry).toBe('internet');
    expect(guessEntries(desk.desk, desk.classifier, 'el clima de mañana', null).every(({ sure }) => !sure)).toBe(true);
  });

  test('what cannot be stored is left out', () => {
    expect(keptWords(' a\u0000 \n b ')).toBe('a b');
    expect(keptWords('\u0000')).toBeNull();
  });
});
