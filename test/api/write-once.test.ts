import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type Answer, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
let other: Person;
beforeAll(async () => {
  api = await startTestApi();
  agent = await api.signIn({ capacity: 10_000 });
  other = await api.signIn();
});
afterAll(() => api.close());

interface Item { kind: string; seq: number; text?: string; id?: string; agent?: { id: string } | null; mentions?: unknown }
const write = (number: string, what: 'replies' | 'notes', body: Record<string, unknown>, by = agent, headers: Record<string, string> = {}) =>
  api.call('POST', `/api/tickets/${number}/${what}`, { by, body, headers });
const timeline = async (number: string) => (await api.call('GET', `/api/tickets/${number}`, { by: agent })).at('timeline') as Item[];
const written = async (number: string) => (await timeline(number)).filter(({ kind, agent: who }) => (kind === 'reply' || kind === 'note') && who != null).map(({ text }) => text);
const lastSeq = async (number: string) => Math.max(...(await timeline(number)).map(({ seq }) => seq));
const codeOf = (answer: Answer) => [answer.status, answer.at('error.code')];

let texts = 0;
/** A text from this number; each new number is another customer. */
async function textFrom(from: string, words = 'Se cayó la red'): Promise<string> {
  texts += 1;
  const inbound = { providerId: `SM${texts}`, from, to: '+5760155501', text: words, media: [], receivedAt: api.desk.clock.now() };
  const accepted = await api.desk.accept(api.desk.channels.sms.toContact(inbound), api.desk.channels.sms.capabilities);
  await api.desk.settle();
  return 'number' in accepted ? `V-${accepted.number}` : accepted.kind;
}

describe.each(['replies', 'notes'] as const)('%s with an id of their writer', (what) => {
  const single = what === 'replies' ? 'reply' : 'note';

  test('are written once, however often they are sent', async () => {
    const [number, id] = [await api.submit(), randomUUID()];
    const first = await write(number, what, { id, text: 'Ya lo miramos' });
    expect([first.status, first.at(`${single}.id`)]).toEqual([201, id]);
    const again = await write(number, what, { id: id.toUpperCase(), text: 'Ya lo miramos' });
    expect([again.status, again.at(`${single}.id`)]).toEqual([201, id]);
    expect(await written(number)).toEqual(['Ya lo miramos']);
    expect(again.at('ticket.version')).toBe(first.at('ticket.version'));
  });

  test('are written once when many arrive at the same moment', async () => {
    const [number, id] = [await api.submit(), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 8 }, () => write(number, what, { id, text: 'Una vez' })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(await written(number)).toEqual(['Una vez']);
  });

  test('are repeated to a writer who never heard the answer, whatever happened to the ticket since', async () => {
    const [number, id] = [await api.submit(), randomUUID()];
    const version = String((await api.call('GET', `/api/tickets/${number}`, { by: agent })).at('version'));
    const send = () => write(number, what, { id, text: 'Hola', seenSeq: 1_000_000 }, agent, { 'if-match': version });
    expect((await send()).status).toBe(201);
    await api.call('POST', `/api/tickets/${number}/cancel`, { by: agent, body: { reason: 'repetido' } });
    expect((await send()).status).toBe(201);
    expect(await written(number)).toEqual(['Hola']);
  });

  test('are repeated on the ticket that theirs was merged into', async () => {
    const [one, into, id] = [await api.submit(), await api.submit(), randomUUID()];
    await write(one, what, { id, text: 'Antes' });
    expect((await api.call('POST', `/api/tickets/${one}/merge`, { by: agent, body: { into } })).status).toBe(200);
    for (const number of [one, into]) expect((await write(number, what, { id, text: 'Antes' })).status).toBe(201);
    expect((await written(into)).filter((text) => text === 'Antes')).toHaveLength(1);
  });

  test('are refused under an id of somebody else or of another ticket', async () => {
    const [one, two, id] = [await api.submit(), await api.submit(), randomUUID()];
    await write(one, what, { id, text: 'Hola' });
    expect(codeOf(await write(one, what, { id, text: 'Hola' }, other))).toEqual([409, 'id_taken']);
    expect(codeOf(await write(two, what, { id, text: 'Hola' }))).toEqual([409, 'id_taken']);
    expect(await written(two)).toEqual([]);
    const race = randomUUID();
    const answers = await Promise.all([write(one, what, { id: race, text: 'a' }), write(two, what, { id: race, text: 'b' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test.each([
    [{ id: 7 }, 'id'], [{ id: 'x' }, 'id'], [{ id: `${'0'.repeat(36)}\u0000` }, 'id'], [{ seenSeq: -1 }, 'seenSeq'], [{ seenSeq: 1.5 }, 'seenSeq'],
    [{ seenSeq: '3' }, 'seenSeq'], [{ seenSeq: 1e300 }, 'seenSeq'],
  ])('name what is wrong with %j', async (odd, field) => {
    const answer = await write(await api.submit(), what, { text: 'Hola', ...odd });
    expect([answer.status, answer.keys('error.fields')]).toEqual([400, [field]]);
  });

  test('are refused when the customer wrote after what was read, and go out once it is read', async () => {
    const number = await textFrom(`+57315000100${what.length}`);
    const seenSeq = await lastSeq(number);
    expect(await textFrom(`+57315000100${what.length}`, 'Ya funciona')).toBe(number);
    const id = randomUUID();
    const refused = await write(number, what, { id, text: 'Reinicie el equipo', seenSeq });
    expect(codeOf(refused)).toEqual([409, 'customer_wrote']);
    expect(await written(number)).toEqual([]);
    expect((await write(number, what, { id, text: 'Reinicie el equipo', seenSeq: await lastSeq(number) })).status).toBe(201);
    expect(await written(number)).toEqual(['Reinicie el equipo']);
  });
});

test('what the customer wrote counts before its place is published, and what others did does not', async () => {
  const number = await textFrom('+573150002000');
  const seenSeq = await lastSeq(number);
  await write(number, 'notes', { text: 'nota' }, other);
  expect((await write(number, 'replies', { text: 'Hola', seenSeq })).status).toBe(201);
  await textFrom('+573150002000', 'Sigo sin red');
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from events where seq is null`.execute(api.desk.database.db);
  expect(rows[0]?.count).toBeGreaterThan(0);
  expect(codeOf(await write(number, 'replies', { text: 'Otra', seenSeq: seenSeq + 1_000 }))).toEqual([409, 'customer_wrote']);
});

test('an answer without id and place is written as ever', async () => {
  const number = await textFrom('+573150003000');
  await textFrom('+573150003000', 'y otra');
  for (const body of [{ text: 'Hola' }, { text: 'Hola', id: null, seenSeq: null }, { text: 'Hola', id: '' }]) expect((await write(number, 'replies', body)).status).toBe(201);
  expect(await written(number)).toHaveLength(3);
});

describe('the way back', () => {
  const wayOf = async (number: string) => (await api.call('GET', `/api/tickets/${number}/way-back`, { by: agent })).body;

  test('of a form is the status page', async () => {
    expect(await wayOf(await api.submit())).toMatchObject({
      way: 'shelf', reason: null, channel: 'web', carries: { html: false, copies: false, files: true }, segments: false,
      statusUrl: expect.stringMatching(/\/status\/[\w-]{48}$/) as string, files: { most: 10 },
    });
  });

  test('of a text is its pair of numbers, unless nothing may or can leave', async () => {
    const number = await textFrom('+573150004000');
    expect(await wayOf(number)).toMatchObject({
      way: 'refused', reason: 'channel_off', channel: 'sms', to: { kind: 'phone', value: '+573150004000' }, segments: true, maxTextLength: 1600,
      carries: { files: false },
    });
    await textFrom('+573150004000', 'ALTO');
    expect(await wayOf(number)).toMatchObject({ way: 'refused', reason: 'opted_out' });
  });

  test('of no ticket is not found', async () => {
    for (const number of ['V-999999', 'x']) expect((await api.call('GET', `/api/tickets/${number}/way-back`, { by: agent })).status).toBe(404);
  });
});
