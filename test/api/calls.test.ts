import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acceptedBy, newCaller, ring, toLetter, type Caller } from '../desk/calls/caller.ts';
import { pretendSender } from '../desk/replies/pretend-sender.ts';
import { ticketNumber } from '../../src/core/index.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

const sender = pretendSender();
let api: TestApi;
let agent: Person;
let lead: Person;
let colleague: Person;
let caller: Caller;
let path: string;

beforeAll(async () => {
  api = await startTestApi({ telephony: sender });
  agent = await api.signIn({ name: 'Ana', capacity: 1_000 });
  colleague = await api.signIn({ name: 'Beto', teams: ['redes'], capacity: 150 });
  lead = await api.signIn({ name: 'Luz', teams: ['redes'], role: 'lead' });
  for (const { id } of [agent, colleague, lead]) await api.desk.presence.setAvailability(id, 'available');
});
afterAll(() => api.close());
/** A new caller who talks to Ana. */
beforeEach(async () => {
  caller = newCaller(api.desk);
  await caller.press(toLetter);
  const assignmentId = await acceptedBy(api.desk, caller, agent.id);
  const dialled = await ring(caller, assignmentId);
  const leg = { assignmentId, legCallId: `${caller.callId}leg` };
  const asked = await caller.ask('agent-leg', dialled.nextStep, leg);
  await caller.ask('agent-leg', asked.nextStep, { ...leg, digits: '1' });
  path = `/api/tickets/${ticketNumber((await caller.ticket()).number)}`;
  await api.desk.settle();
});

afterEach(async () => {
  await caller.report();
  await api.desk.settle();
});

const act = (action: string, body: unknown = {}, by = agent, headers?: Record<string, string>) =>
  api.call('POST', `${path}/call/${action}`, { by, body, ...(headers ? { headers } : {}) });

describe('the call of a ticket', () => {
  test('is shown as it goes, with who is on the line', async () => {
    expect((await api.call('GET', path, { by: agent })).at('call')).toMatchObject({ id: caller.callId, state: 'talking', room: null, legs: [] });
    const held = await act('hold');
    expect(held.status).toBe(200);
    expect(held.at('ticket') ?? held.body).toMatchObject({ call: { state: 'held', legs: [{ role: 'agent', who: 'Ana', state: 'ringing' }] } });
    expect(held.at('call.room')).toEqual(expect.any(String));
    const consulting = await act('consult', { agentId: colleague.id });
    expect(consulting.at('call')).toMatchObject({ state: 'consulting', legs: [{ who: 'Ana' }, { role: 'consult', who: 'Beto', state: 'wanted' }] });
    const back = await act('consult/cancel');
    expect(back.at('call')).toMatchObject({ state: 'talking', legs: [{ who: 'Ana' }] });
    const gone = await act('hang-up');
    expect(gone.at('call')).toBeNull();
    const list = await api.call('GET', '/api/tickets?agent=me', { by: agent });
    expect(list.status).toBe(200);
  });

  test('somebody outside is shown by their number, as the desk dials it', async () => {
    const { body, at } = await act('consult', { number: '300 123 4567' });
    expect(body).toBeDefined();
    expect(at('call.legs.1')).toMatchObject({ role: 'consult', who: '+573001234567' });
  });

  test('a caller who waits, and one whose agent is rung, are shown so', async () => {
    await caller.report();
    const other = newCaller(api.desk);
    await other.press(toLetter);
    const number = ticketNumber((await other.ticket()).number);
    const state = async () => (await api.call('GET', `/api/tickets/${number}`, { by: lead })).at('call.state');
    expect(await state()).toBe('waiting');
    const assignmentId = await acceptedBy(api.desk, other, agent.id);
    await ring(other, assignmentId);
    expect(await state()).toBe('ringing');
    expect((await api.call('POST', `/api/tickets/${number}/call/hold`, { by: agent, body: {} })).status).toBe(409);
    await other.report();
  });

  test('is null when nobody is on the line, and nothing can be done then', async () => {
    const number = await api.submit();
    expect((await api.call('GET', `/api/tickets/${number}`, { by: lead })).at('call')).toBeNull();
    const answer = await api.call('POST', `/api/tickets/${number}/call/hold`, { by: lead, body: {} });
    expect([answer.status, answer.at('error.code')]).toEqual([409, 'no_call']);
  });
});

describe('what is refused', () => {
  test.each([
    ['hold', {}, 'forbidden'], ['hang-up', {}, 'forbidden'], ['consult', { number: '+573001234567' }, 'forbidden'],
    ['transfer', { team: 'redes' }, 'forbidden'], ['collect', { digits: 4 }, 'forbidden'],
  ])('%s by an agent whose ticket it is not', async (action, body, code) => {
    const { status, at } = await act(action, body, colleague);
    expect([status, at('error.code')]).toEqual([403, code]);
  });

  test.each(['listen', 'listen/stop'])('%s by who is no lead', async (action) => {
    expect((await act(action)).status).toBe(403);
  });

  test.each([
    ['unhold', {}], ['consult/complete', {}], ['consult/cancel', {}],
  ])('%s while they talk: invalid_transition in words', async (action, body) => {
    const { status, at } = await act(action, body);
    expect([status, at('error.code')]).toEqual([409, 'invalid_transition']);
    expect(String(at('error.message'))).toMatch(/talking/);
  });

  test.each([
    ['consult', {}], ['consult', { agentId: 'x' }], ['consult', { number: '+573001234567', agentId: '00000000-0000-4000-8000-000000000000' }],
    ['consult', { number: 'no' }], ['consult', { number: '+19005551234' }], ['consult', { number: '\u0000' }], ['consult', { number: '1'.repeat(50) }],
    ['consult', { number: { $gt: '' } }], ['consult', []], ['consult', null], ['transfer', { team: 'redes', number: '+573001234567' }],
    ['transfer', { team: 'ninguno' }], ['transfer', { team: 7 }], ['collect', {}], ['collect', { digits: 0 }], ['collect', { digits: 1e9 }],
    ['collect', { digits: '4' }], ['consult', { agentId: '00000000-0000-4000-8000-000000000000' }],
  ])('%s with %j: 400, and the caller stays where they are', async (action, body) => {
    const { status } = await act(action, body);
    expect(status).toBe(400);
    expect((await api.call('GET', path, { by: agent })).at('call')).toMatchObject({ state: 'talking', room: null });
  });

  test.each([['listen', { mode: 'shout' }], ['listen', { mode: null }]])('%s with %j by a lead: 400', async (action, body) => {
    expect((await act(action, body, lead)).status).toBe(400);
  });

  test('without a session, on a ticket that there is not, and on one that changed meanwhile', async () => {
    expect((await api.call('POST', `${path}/call/hold`, { body: {} })).status).toBe(401);
    expect((await api.call('POST', '/api/tickets/V-999999/call/hold', { by: agent, body: {} })).status).toBe(404);
    const { status, at } = await act('hold', {}, agent, { 'if-match': '"1"' });
    expect([status, at('error.code')]).toEqual([409, 'stale']);
  });
});

test('a lead holds, listens and hangs up any call; keys are asked for; a full colleague is not handed it', async () => {
  expect((await act('hold', {}, lead)).at('call.state')).toBe('held');
  expect((await act('collect', { digits: 6 })).at('call.state')).toBe('held');
  const heard = await act('listen', { mode: 'coach' }, lead);
  expect(heard.at('call.legs.1')).toMatchObject({ role: 'supervisor', who: 'Luz' });
  expect((await act('listen/stop', {}, lead)).status).toBe(200);
  await api.desk.transact(async (stores) => {
    await stores.agents.reserve(colleague.id, 100);
  });
  const full = await act('transfer', { agentId: colleague.id });
  expect([full.status, full.at('error.code')]).toEqual([409, 'no_capacity']);
  expect((await act('hang-up', {}, lead)).status).toBe(200);
  expect(api.logged.join('\n')).not.toMatch(/"digits":"\d/);
});
