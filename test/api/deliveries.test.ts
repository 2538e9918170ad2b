import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { landed, newNumber, takeIn, textFrom } from '../intake/probes.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
let lead: Person;
beforeAll(async () => {
  // A desk without credentials of the provider: whatever leaves fails with `channel_off`.
  api = await startTestApi();
  agent = await api.signIn();
  lead = await api.signIn({ role: 'lead' });
});
afterAll(() => api.close());

async function textTicket(from = newNumber()) {
  const { number } = landed(await takeIn(api.desk, textFrom(api.desk, from)));
  await api.desk.settle();
  return { from, number: `V-${number}` };
}
const reply = (number: string, text: string, query = '') =>
  api.call('POST', `/api/tickets/${number}/replies${query}`, { by: agent, body: { text } });
const replyIn = (answer: { at(path: string): unknown }) => String(answer.at('reply.id'));

describe('a reply by text', () => {
  it('tells how it is counted when it is written', async () => {
    const { number } = await textTicket();
    const answer = await reply(number, 'Listo.');
    expect(answer.status).toBe(201);
    expect(answer.at('reply.delivery')).toEqual({
      status: 'queued', code: null, error: null, encoding: 'GSM-7', segments: 1, parts: null, attempts: 1,
    });
    expect((await reply(number, 'Está listo. '.repeat(10))).at('reply.delivery')).toMatchObject({ encoding: 'UCS-2', segments: 2 });
  });

  it('shows its texts when it is several, and how each stands', async () => {
    const { number } = await textTicket();
    const answer = await reply(number, 'Reinicie el equipo y espere. '.repeat(100));
    expect(answer.at('reply.delivery')).toMatchObject({
      status: 'queued', encoding: 'GSM-7', parts: [{ part: 1, status: 'queued', segments: 11 }, { part: 2, status: 'queued' }],
    });
    await api.desk.settle();
    const shown = await api.call('GET', `/api/tickets/${number}?locale=en`, { by: agent });
    const timeline = shown.at('timeline') as { kind: string; id?: string; delivery?: unknown }[];
    expect(timeline.find((item) => item.id === replyIn(answer))?.delivery).toMatchObject({
      status: 'failed', code: 'channel_off', error: 'This channel has no way out: it is not configured.',
      parts: [{ code: 'channel_off' }, { code: 'earlier_part', error: 'Not sent, because an earlier part of the same reply failed.' }],
    });
  });

  it('says at once and in the reader\'s language that the customer said stop', async () => {
    const { number, from } = await textTicket();
    expect((await api.call('GET', `/api/tickets/${number}`, { by: agent })).at('optedOut')).toBe(false);
    await takeIn(api.desk, textFrom(api.desk, from, { body: 'STOP' }));
    expect((await api.call('GET', `/api/tickets/${number}`, { by: agent })).at('optedOut')).toBe(true);
    const spanish = await reply(number, 'Listo.');
    expect(spanish.at('reply.delivery')).toMatchObject({ status: 'failed', code: 'opted_out', error: expect.stringMatching(/Llámelo.*START/) as string });
    expect((await reply(number, 'Listo.', '?locale=en')).at('reply.delivery.error')).toMatch(/Call them.*START/);
    const names = (spanish.at('ticket.timeline') as { name?: string }[]).map((item) => item.name);
    expect(names).toContain('customer.opted-out');
  });

  it('explains the provider\'s codes, and repeats what it does not know', async () => {
    expect(api.deps.explainDelivery('30003', 'Unreachable', 'es')).toMatch(/No se pudo alcanzar/);
    expect(api.deps.explainDelivery('30003', 'Unreachable', 'en')).toMatch(/could not be reached/);
    expect(api.deps.explainDelivery('39999', 'Something new', 'es')).toBe('Something new');
    expect(api.deps.explainDelivery('39999', null, 'es')).toBe('39999');
    expect(api.deps.explainDelivery('constructor', null, 'es')).toBe('constructor');
    expect(api.deps.explainDelivery(null, null, 'es')).toBeNull();
    for (const code of ['21211', '21408', '21610', '21614', '30003', '30004', '30005', '30006', '30007', '30008', '63016']) {
      expect(api.deps.explainDelivery(code, null, 'es')).not.toBe(api.deps.explainDelivery(code, null, 'en'));
      expect(api.deps.explainDelivery(code, null, 'en')).not.toBe(code);
    }
  });
});

describe('a ticket whose customer was not reached', () => {
  it('is flagged until a later reply arrives', async () => {
    const { number } = await textTicket();
    await api.call('POST', `/api/tickets/${number}/notes`, { by: agent, body: { text: 'x' } });
    api.desk.clock.advance(1);
    const flagged = async () => {
      const list = await api.call('GET', `/api/tickets?q=${number}`, { by: agent });
      expect(list.at('tickets.0.undelivered')).toBe((await api.call('GET', `/api/tickets/${number}`, { by: agent })).at('undelivered'));
      return list.at('tickets.0.undelivered');
    };
    expect(await flagged()).toBe(true);
    const replyId = replyIn(await reply(number, 'Listo.'));
    await api.desk.database.pool.query(`update deliveries set status = 'delivered' where reply_id = $1`, [replyId]);
    expect(await flagged()).toBe(false);
    api.desk.signals.length = 0;
  });
});

describe('POST /api/tickets/:number/replies/:replyId/retry', () => {
  it('sends a failed reply again', async () => {
    const { number } = await textTicket();
    const replyId = replyIn(await reply(number, 'Listo.'));
    const retry = (body?: unknown) => api.call('POST', `/api/tickets/${number}/replies/${replyId}/retry`, { by: agent, body });
    expect(await retry()).toMatchObject({ status: 409, body: { error: { code: 'not_failed' } } });
    await api.desk.settle();
    const answer = await retry();
    expect(answer.status).toBe(201);
    expect(answer.at('reply')).toMatchObject({ id: replyId, delivery: { status: 'queued', attempts: 2, code: null } });
    expect((await retry({})).status).toBe(409);
    await api.desk.settle();
    expect((await retry({ evenIfSent: true })).at('reply.delivery.attempts')).toBe(3);
    api.desk.signals.length = 0;
  });

  it('refuses nonsense, strangers and tickets that are over', async () => {
    const { number } = await textTicket();
    const replyId = replyIn(await reply(number, 'Listo.'));
    await api.desk.settle();
    const url = `/api/tickets/${number}/replies/${replyId}/retry`;
    expect((await api.call('POST', url)).status).toBe(401);
    expect((await api.call('POST', `/api/tickets/${number}/replies/x/retry`, { by: agent })).status).toBe(400);
    expect((await api.call('POST', `/api/tickets/V-999999/replies/${replyId}/retry`, { by: agent })).status).toBe(404);
    expect((await api.call('POST', url, { by: agent, body: { evenIfSent: 'perhaps' } })).status).toBe(400);
    expect((await api.call('POST', url, { by: agent, headers: { 'if-match': '"1"' } })).status).toBe(409);
    await api.call('POST', `/api/tickets/${number}/cancel`, { by: agent, body: { reason: 'x' } });
    expect(await api.call('POST', url, { by: agent })).toMatchObject({ status: 409, body: { error: { code: 'invalid_transition' } } });
  });
});

describe('GET /api/deliveries', () => {
  it('lists for leads what did not arrive, and no more once it was sent again', async () => {
    const { number, from } = await textTicket();
    const replyId = replyIn(await reply(number, 'Reinicie el equipo y espere. '.repeat(100)));
    await api.desk.settle();
    const list = async (query = '?status=failed&locale=en') => api.call('GET', `/api/deliveries${query}`, { by: lead });
    const mine = async () => ((await list()).at('deliveries') as { replyId: string }[]).filter((one) => one.replyId === replyId);
    expect(await mine()).toMatchObject([
      { ticket: number, kind: 'agent', part: 1, parts: 2, status: 'failed', code: 'channel_off', channel: 'sms', to: from, agent: { id: agent.id } },
    ]);
    await api.call('POST', `/api/tickets/${number}/replies/${replyId}/retry`, { by: agent });
    expect(await mine()).toEqual([]);
    expect((await list('')).status).toBe(200);
    api.desk.signals.length = 0;
  });

  it('goes on page by page without gap or repeat', async () => {
    const { number } = await textTicket();
    for (let count = 0; count < 60; count += 1) await reply(number, `Número ${count}`);
    await api.desk.settle();
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await api.call('GET', `/api/deliveries?status=failed${cursor && `&cursor=${cursor}`}`, { by: lead });
      expect(page.status).toBe(200);
      seen.push(...(page.at('deliveries') as { replyId: string }[]).map((one) => one.replyId));
      const next = page.at('nextCursor');
      if (typeof next !== 'string') break;
      cursor = next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(60);
  });

  it('is not for agents, and refuses what it does not know', async () => {
    expect((await api.call('GET', '/api/deliveries', { by: agent })).status).toBe(403);
    expect((await api.call('GET', '/api/deliveries?status=lost', { by: lead })).status).toBe(400);
    expect((await api.call('GET', '/api/deliveries?cursor=nonsense', { by: lead })).status).toBe(400);
  });
});
