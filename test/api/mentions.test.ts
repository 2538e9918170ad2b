import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEventFeed } from '../../adapters/postgres/event-feed.ts';
import { maySeeTicket } from '../../src/realtime/visibility.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let writer: Person;
beforeAll(async () => {
  api = await startTestApi();
  writer = await api.signIn({ name: 'Berta Gómez' });
});
afterAll(() => api.close());

interface Seen { id: string; readAt: string | null; ticket: { number: string }; by: { name: string }; note: { text: string } }
const note = (number: string, mentions: unknown, more: Record<string, unknown> = {}) =>
  api.call('POST', `/api/tickets/${number}/notes`, { by: writer, body: { text: '@Lía ¿puede mirar?', mentions, ...more } });
const mentionsOf = async (by: Person, query = '') => {
  const answer = await api.call('GET', `/api/mentions${query}`, { by });
  return { mentions: answer.at('mentions') as Seen[], unread: answer.at('unread') };
};

describe('a note that names colleagues', () => {
  test('tells each of them once, and the timeline whom it named', async () => {
    const [one, two] = [await api.signIn({ name: 'Lía', teams: ['redes'] }), await api.signIn()];
    const [number, id] = [await api.submit(), randomUUID()];
    for (let tries = 0; tries < 2; tries += 1) expect((await note(number, [one.id, two.id, one.id.toUpperCase(), writer.id], { id })).status).toBe(201);
    for (const person of [one, two]) {
      expect(await mentionsOf(person)).toMatchObject({
        unread: 1, mentions: [{ readAt: null, ticket: { number, subject: 'No puedo navegar' }, by: { name: 'Berta Gómez' }, note: { id, text: '@Lía ¿puede mirar?' } }],
      });
    }
    expect(await mentionsOf(writer)).toEqual({ mentions: [], unread: 0 });
    const items = (await api.call('GET', `/api/tickets/${number}`, { by: writer })).at('timeline') as { kind: string; mentions?: { name: string }[] }[];
    expect(items.findLast(({ kind }) => kind === 'note')?.mentions?.map(({ name }) => name).sort()).toEqual(['Lía', expect.stringContaining('Persona')]);
  });

  test('is unread until the one it names says so, for nobody else', async () => {
    const [one, other] = [await api.signIn(), await api.signIn()];
    const number = await api.submit();
    await note(number, [one.id]);
    api.desk.clock.advance(1);
    await note(number, [one.id], { text: 'otra' });
    const [newest, oldest] = (await mentionsOf(one)).mentions;
    expect([newest?.note.text, oldest?.note.text]).toEqual(['otra', '@Lía ¿puede mirar?']);
    const read = (by: Person, id = newest?.id ?? '') => api.call('POST', `/api/mentions/${id}/read`, { by });
    for (const id of [newest?.id, 'x', '%00']) expect((await read(other, id)).status).toBe(404);
    const first = await read(one);
    expect(first).toMatchObject({ status: 200, body: { mention: { id: newest?.id, readAt: expect.any(String) as string } } });
    api.desk.clock.advance(60);
    expect((await read(one)).at('mention.readAt')).toBe(first.at('mention.readAt'));
    expect(await mentionsOf(one, '?unread=true')).toMatchObject({ unread: 1, mentions: [{ id: oldest?.id }] });
    expect((await mentionsOf(one)).mentions).toHaveLength(2);
    expect((await api.call('POST', '/api/mentions/read', { by: one })).status).toBe(204);
    expect(await mentionsOf(one, '?unread=true')).toEqual({ unread: 0, mentions: [] });
  });

  test('lets them see what happens to the ticket from then on, whatever their team', async () => {
    const far = await api.signIn({ teams: ['proveedor'] });
    const number = await api.submit();
    const feed = createEventFeed({ db: api.desk.database.db, url: api.desk.database.url });
    await feed.publish();
    const before = await feed.lastSeq();
    const viewer = { id: far.id, role: 'agent', teams: ['proveedor'] } as const;
    const seen = async () => {
      await feed.publish();
      return (await feed.eventsAfter(before, 100)).filter((event) => maySeeTicket({ ...viewer, teams: [...viewer.teams] }, event)).map(({ name }) => name);
    };
    expect(await seen()).toEqual([]);
    await note(number, [far.id]);
    await api.call('POST', `/api/tickets/${number}/cancel`, { by: writer, body: { reason: 'repetido' } });
    expect(await seen()).toEqual(['note.written', 'ticket.cancelled']);
  });

  test('is refused whole when somebody does not work here', async () => {
    const gone = await api.signIn();
    await api.desk.people.change(gone.id, { active: false }, null);
    const number = await api.submit();
    for (const [mentions, field] of [
      [[gone.id], 'mentions.0'], [[writer.id, randomUUID()], 'mentions.1'], [['x'], 'mentions.0'], ['x', 'mentions'], [Array.from({ length: 21 }, () => randomUUID()), 'mentions'],
    ] as const) {
      const answer = await note(number, mentions);
      expect([answer.status, answer.keys('error.fields')]).toEqual([400, [field]]);
    }
    const items = (await api.call('GET', `/api/tickets/${number}`, { by: writer })).at('timeline') as { kind: string }[];
    expect(items.filter(({ kind }) => kind === 'note')).toEqual([]);
  });

  test('is asked for rightly or not at all', async () => {
    expect((await api.call('GET', '/api/mentions')).status).toBe(401);
    expect((await api.call('GET', '/api/mentions?unread=maybe', { by: writer })).status).toBe(400);
  });
});
