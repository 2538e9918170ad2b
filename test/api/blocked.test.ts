import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newCaller } from '../desk/calls/caller.ts';
import { newNumber, takeIn, textFrom } from '../intake/probes.ts';
import { smallDeskFile } from '../support/desk.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let lead: Person;
let agent: Person;
beforeAll(async () => {
  api = await startTestApi();
  lead = await api.signIn({ role: 'lead' });
  agent = await api.signIn();
});
afterAll(() => api.close());

const block = (body: unknown, by: Person = lead) => api.call('POST', '/api/blocked', { by, body });
const unblock = (kind: string, value: string, by: Person = lead) =>
  api.call('DELETE', `/api/blocked/${encodeURIComponent(kind)}/${encodeURIComponent(value)}`, { by });
const list = (by: Person = lead) => api.call('GET', '/api/blocked', { by });

describe('blocking', () => {
  test('takes a number as people write it, and says who did it and why', async () => {
    const answer = await block({ kind: 'phone', value: '300 765 4321', reason: 'amenazas' });
    expect(answer).toMatchObject({ status: 201, body: { blocked: { kind: 'phone', value: '+573007654321', reason: 'amenazas', by: { id: lead.id } } } });
    expect((await list()).at('blocked')).toContainEqual(expect.objectContaining({ value: '+573007654321' }));
  });

  test('twice is once, with the new reason', async () => {
    await block({ kind: 'email', value: 'Spam@Example.org', reason: 'uno' });
    await block({ kind: 'email', value: 'spam@example.org', reason: 'dos' });
    const blocked = (await list()).at('blocked');
    const mine = Array.isArray(blocked) ? blocked.filter((one: { value?: string }) => one.value === 'spam@example.org') : [];
    expect(mine).toMatchObject([{ reason: 'dos' }]);
  });

  test.each([
    { kind: 'phone', value: '12', reason: 'x' }, { kind: 'phone', value: 'nadie', reason: 'x' }, { kind: 'pigeon', value: 'x', reason: 'x' },
    { kind: 'phone', value: '+573007654321' }, { kind: 'phone', value: '', reason: 'x' }, { kind: 'phone', value: '+57300765432', reason: '' },
    { kind: 'email', value: 'x'.repeat(400), reason: 'x' }, { kind: 'phone', value: `+${'9'.repeat(300)}`, reason: 'x' },
    { kind: 'phone', value: 7, reason: 'x' }, {}, { kind: 'slack', value: '\u0000', reason: 'x' },
  ])('%j is refused with its fields', async (body) => {
    expect((await block(body)).status).toBe(400);
  });

  test('what people write is stored without what cannot be', async () => {
    const answer = await block({ kind: 'slack', value: 'U\u00001\ud800', reason: 'a\u0000b' });
    expect(answer).toMatchObject({ status: 201, body: { blocked: { value: 'U1\ufffd', reason: 'ab' } } });
  });

  test('is for leads', async () => {
    expect((await block({ kind: 'phone', value: newNumber(), reason: 'x' }, agent)).status).toBe(403);
    expect((await list(agent)).status).toBe(403);
    expect((await unblock('phone', '+573007654321', agent)).status).toBe(403);
    expect((await api.call('GET', '/api/contacts/without-ticket', { by: agent })).status).toBe(403);
    expect((await api.call('GET', '/api/blocked')).status).toBe(401);
  });

  test('never the desk\'s own numbers', async () => {
    const own = await startTestApi({ deskFile: `${smallDeskFile}\nnumbers:\n  - { number: "+576015550100" }\n` });
    const by = await own.signIn({ role: 'lead' });
    expect((await own.call('POST', '/api/blocked', { by, body: { kind: 'phone', value: '+57 601 555 0100', reason: 'x' } })).status).toBe(400);
    await own.close();
  });
});

describe('hearing somebody again', () => {
  test('by kind and value, once', async () => {
    const value = newNumber();
    await block({ kind: 'phone', value, reason: 'x' });
    expect((await unblock('phone', value)).status).toBe(204);
    expect((await unblock('phone', value)).status).toBe(404);
  });

  test.each([['phone', 'nobody'], ['pigeon', 'x'], ['phone', '\u0000'], ['email', '%'], ['phone', '+'.repeat(90)]])('%s %j is nobody blocked', async (kind, value) => {
    expect((await unblock(kind, value)).status).toBe(404);
  });
});

describe('what was kept away', () => {
  test('is listed newest first, a page at a time', async () => {
    const from = newNumber();
    await block({ kind: 'phone', value: from, reason: 'x' });
    for (let text = 0; text < 5; text += 1) {
      await takeIn(api.desk, textFrom(api.desk, from, { body: `texto ${text}` }));
      if (text % 2 === 0) api.desk.clock.advance(1);
    }
    const seen: unknown[] = [];
    let cursor: unknown = null;
    do {
      const page = await api.call('GET', `/api/contacts/without-ticket?limit=2${typeof cursor === 'string' ? `&cursor=${cursor}` : ''}`, { by: lead });
      const contacts = page.at('contacts');
      if (Array.isArray(contacts)) seen.push(...contacts.map((contact: { text?: string }) => contact.text));
      cursor = page.at('nextCursor');
    } while (cursor !== null);
    expect(seen).toHaveLength(5);
    // Those of the same moment stand in any order.
    expect(['texto 3', 'texto 4']).toContain(seen[0]);
    expect(seen[4]).toBe('texto 0');
    expect(new Set(seen).size).toBe(5);
  });

  test('is told apart by its outcome', async () => {
    const caller = newCaller(api.desk);
    await caller.press(['1']);
    await caller.report('completed');
    const page = await api.call('GET', '/api/contacts/without-ticket?outcome=abandoned-in-menu', { by: lead });
    expect(page.at('contacts')).toMatchObject([{ channel: 'voice', from: caller.from, outcome: 'abandoned-in-menu' }]);
  });

  test.each(['cursor=x', 'outcome=answered', 'cursor=AAAA', 'limit=0', 'limit=1000', 'limit=x', `cursor=${'a'.repeat(500)}`])('%s is refused', async (query) => {
    expect((await api.call('GET', `/api/contacts/without-ticket?${query}`, { by: lead })).status).toBe(400);
  });
});
