import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type Answer, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi();
  agent = await api.signIn();
  lead = await api.signIn({ role: 'lead', name: 'Lía' });
});
afterAll(() => api.close());

const words = { locale: 'es', title: 'Saludo', text: 'Hola {{customer.name}}' };
let kept = 0;
const keep = (changes: Record<string, unknown> = {}, by = lead) => {
  kept += 1;
  return api.call('POST', '/api/canned-answers', { by, body: { ...words, title: `Saludo ${kept}`, ...changes } });
};
const list = async (query = '', by = agent) => (await api.call('GET', `/api/canned-answers${query}`, { by })).at('cannedAnswers') as { id: string; title: string; locale: string }[];
const idOf = (answer: Answer) => String(answer.at('cannedAnswer.id'));
const change = (id: string, body: unknown, by = lead) => api.call('PATCH', `/api/canned-answers/${id}`, { by, body });

describe('canned answers', () => {
  test('are kept by leads and read by everybody, in the language asked for', async () => {
    const answer = await keep({ title: '  Reinicio   del equipo ', team: 'mesa', service: 'tecnologia' });
    expect(answer).toMatchObject({
      status: 201, body: { cannedAnswer: { title: 'Reinicio del equipo', locale: 'es', team: 'mesa', service: 'tecnologia', text: words.text, changedBy: { name: 'Lía' } } },
    });
    await keep({ title: 'Restart', locale: 'en' });
    expect((await list()).map(({ title }) => title)).toEqual(expect.arrayContaining(['Reinicio del equipo', 'Restart']));
    expect((await list('?locale=en')).map(({ title }) => title)).toEqual(['Restart']);
    expect(await keep({}, agent)).toMatchObject({ status: 403 });
    expect(await change(idOf(answer), { title: 'x' }, agent)).toMatchObject({ status: 403 });
    expect((await api.call('DELETE', `/api/canned-answers/${idOf(answer)}`, { by: agent })).status).toBe(403);
    expect((await api.call('GET', '/api/canned-answers')).status).toBe(401);
  });

  test('are changed in part and removed', async () => {
    const id = idOf(await keep({ team: 'mesa' }));
    expect(await change(id, { text: 'Buenas' })).toMatchObject({ status: 200, body: { cannedAnswer: { text: 'Buenas', team: 'mesa' } } });
    expect(await change(id, { team: null })).toMatchObject({ status: 200, body: { cannedAnswer: { text: 'Buenas', team: null } } });
    expect((await api.call('DELETE', `/api/canned-answers/${id}`, { by: lead })).status).toBe(204);
    for (const gone of [id, 'x', '%00', '00000000-0000-4000-8000-000000000000']) {
      expect((await change(gone, { text: 'x' })).status).toBe(404);
      expect((await api.call('DELETE', `/api/canned-answers/${gone}`, { by: lead })).status).toBe(404);
    }
  });

  test('have a title of their own in one place, also when two are kept at once', async () => {
    const id = idOf(await keep({ title: 'Único' }));
    expect(await keep({ title: 'ÚNICO' })).toMatchObject({ status: 409, body: { error: { code: 'title_taken', fields: { title: 'is taken' } } } });
    expect((await keep({ title: 'Único', team: 'redes' })).status).toBe(201);
    expect((await keep({ title: 'Único', locale: 'en' })).status).toBe(201);
    expect(await change(idOf(await keep()), { title: 'único' })).toMatchObject({ status: 409 });
    expect((await change(id, { title: 'único' })).status).toBe(200);
    const both = await Promise.all([keep({ title: 'A la vez' }), keep({ title: 'A la vez' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test.each([
    [{ locale: 'fr' }, 'locale'], [{ title: '' }, 'title'], [{ title: 'x'.repeat(121) }, 'title'], [{ text: ' ' }, 'text'], [{ text: 'x'.repeat(10_001) }, 'text'],
    [{ text: 7 }, 'text'], [{ team: 'none' }, 'team'], [{ service: 'none' }, 'service'], [{ team: 7 }, 'team'],
  ])('name what is wrong with %j', async (odd, field) => {
    const id = idOf(await keep());
    for (const answer of [await keep(odd), await change(id, odd)]) expect([answer.status, answer.keys('error.fields')]).toEqual([400, [field]]);
  });

  test('are changed and removed only as they were seen, by whoever says what they saw; of two at once one is told', async () => {
    const was = await keep();
    const id = idOf(was);
    const seen = `"${String(was.at('cannedAnswer.changedAt'))}"`;
    const put = (text: string, ifMatch: string) => api.call('PATCH', `/api/canned-answers/${id}`, { by: lead, body: { text }, headers: { 'if-match': ifMatch } });
    const both = await Promise.all([put('uno', seen), put('dos', seen)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await put('tres', seen)).toMatchObject({ status: 409, body: { error: { code: 'stale' } } });
    expect(await api.call('DELETE', `/api/canned-answers/${id}`, { by: lead, headers: { 'if-match': seen } })).toMatchObject({ status: 409 });
    const now = `W/"${String((await change(id, { text: 'cuatro' })).at('cannedAnswer.changedAt'))}"`;
    expect((await put('cinco', now)).at('cannedAnswer.text')).toBe('cinco');
    expect((await put('seis', '*')).status).toBe(200);
    for (const odd of ['x', '"7"', '""', '"2026-99-99T00:00:00Z"']) expect((await put('x', odd)).status).toBe(400);
  });

  test('keep what PostgreSQL can hold of a text', async () => {
    expect((await keep({ text: 'a\u0000b\ud800' })).at('cannedAnswer.text')).toBe('ab\ufffd');
    expect((await change(idOf(await keep()), {})).status).toBe(400);
  });
});
