import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ticketNumber } from '../../src/core/index.ts';
import { callRequestSchemas } from '../../src/realtime/call-requests.ts';
import { acceptedBy, newCaller, ring, toLetter, type Caller } from '../desk/calls/caller.ts';
import { startOnlineDesk, type OnlineDesk, type Screen } from './online-desk.ts';

let desk: OnlineDesk;
let ana: Screen;
let luz: Screen;
let anaId: string;
let betoId: string;
let caller: Caller;
let number: string;

beforeAll(async () => {
  desk = await startOnlineDesk();
  anaId = await desk.addAgent({ phone: '+573009998877', capacity: 1_000 });
  betoId = await desk.addAgent({ phone: '+573009998866', teams: ['redes'] });
  const luzId = await desk.addAgent({ phone: '+573009998855', teams: ['redes'], role: 'lead' });
  ana = await desk.connect({ token: await desk.signIn(anaId) });
  luz = await desk.connect({ token: await desk.signIn(luzId) });
  await Promise.all([ana.find('state'), luz.find('state')]);
});
afterAll(() => desk.close());
beforeEach(async () => {
  caller = newCaller(desk);
  await caller.press(toLetter);
  const assignmentId = await acceptedBy(desk, caller, anaId);
  const dialled = await ring(caller, assignmentId);
  const leg = { assignmentId, legCallId: `${caller.callId}leg` };
  const asked = await caller.ask('agent-leg', dialled.nextStep, leg);
  await caller.ask('agent-leg', asked.nextStep, { ...leg, digits: '1' });
  number = ticketNumber((await caller.ticket()).number);
  desk.clock.advance(2);
});

afterEach(async () => {
  await caller.report();
  await desk.settle();
});

test('hold and unhold are acknowledged with the ticket and told to everybody who sees it', async () => {
  expect(await ana.socket.emitWithAck('call:hold', { number })).toMatchObject({ ok: true, ticket: { number, call: { state: 'held' } } });
  await desk.settleAndPublish();
  expect(await luz.find('ticket:updated', ({ name, ticket }) => name === 'call.held' && ticket.number === number)).toMatchObject({ ticket: { call: { state: 'held' } } });
  expect(await ana.socket.emitWithAck('call:hold', { number })).toMatchObject({ error: { code: 'invalid_transition' } });
  expect(await ana.socket.emitWithAck('call:unhold', { number })).toMatchObject({ ok: true, ticket: { call: { state: 'talking' } } });
});

test('consulting, its end, and hanging up', async () => {
  expect(await ana.socket.emitWithAck('call:consult', { number, agentId: betoId })).toMatchObject({ ok: true, ticket: { call: { state: 'consulting' } } });
  expect(await ana.socket.emitWithAck('call:consult-complete', { number })).toMatchObject({ error: { code: 'invalid_transition' } });
  expect(await ana.socket.emitWithAck('call:consult-cancel', { number })).toMatchObject({ ok: true });
  expect(await ana.socket.emitWithAck('call:collect', { number, digits: 4 })).toMatchObject({ ok: true });
  expect(await ana.socket.emitWithAck('call:hang-up', { number })).toMatchObject({ ok: true, ticket: { call: null } });
});

test('transfer to a team, and a lead who listens', async () => {
  expect(await ana.socket.emitWithAck('call:listen', { number })).toMatchObject({ error: { code: 'forbidden' } });
  expect(await luz.socket.emitWithAck('call:listen', { number, mode: 'coach' })).toMatchObject({ ok: true });
  expect(await luz.socket.emitWithAck('call:listen-stop', { number })).toMatchObject({ ok: true });
  expect(await ana.socket.emitWithAck('call:transfer', { number, to: '+19005551234' })).toMatchObject({ error: { code: 'invalid_input' } });
  expect(await ana.socket.emitWithAck('call:transfer', { number, team: 'redes' })).toMatchObject({ ok: true, ticket: { team: { key: 'redes' }, call: { state: 'waiting' } } });
});

test.each(Object.keys(callRequestSchemas))('%s answers nonsense with what is wrong', async (name) => {
  for (const payload of [null, 'x', {}, { number: 7 }, { number: '\u0000' }, { number: 'V-1' .repeat(50) }]) {
    const answer: unknown = await Reflect.apply(ana.socket.emitWithAck, ana.socket, [name, payload]);
    expect(answer).toMatchObject({ error: { code: 'invalid_input' } });
  }
  desk.clock.advance(2);
});
