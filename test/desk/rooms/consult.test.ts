import { describe, expect, test } from 'vitest';
import { eventsOf, loadOf, newNumber } from '../../intake/probes.ts';
import { availabilityOf } from '../calls/caller.ts';
import { onStage } from './on-stage.ts';
import { callerIs, endsOf, openLegs, refusal, ticketNow, together } from './probes.ts';
import type { Stage, StageAgent, Talk } from './stage.ts';

let stage: Stage;
onStage((started) => {
  stage = started;
});

/** An agent who talks to a caller, and a colleague of another team who is signed in. */
async function scene(about: { colleague?: Parameters<Stage['agent']>[0] } = {}) {
  const agent = await stage.agent();
  const colleague = await stage.agent({ teams: ['redes'], ...about.colleague });
  const talk = await stage.talking(agent);
  return { agent, colleague, talk, by: { agentId: agent.id } };
}

/** The colleague's telephone rings, answered by a person whom the test moves. */
async function rung(talk: Talk, agent: StageAgent, to: { agentId: string } | { number: string }, phone: string, phoneDoes: 'answers' | 'rings' = 'answers') {
  stage.network.setPhone(phone, phoneDoes);
  await stage.desk.callActions.consult(talk.number, { agentId: agent.id }, to);
  await together(stage, talk, talk.leg);
  return stage.network.legTo(phone);
}

/** The colleague has joined the agent, with the caller on hold. */
async function consulting(about: Parameters<typeof scene>[0] = {}) {
  const set = await scene(about);
  const third = await rung(set.talk, set.agent, { agentId: set.colleague.id }, set.colleague.phone);
  await third.reaches('menu');
  await third.press('1');
  await together(stage, set.talk, set.talk.leg, third);
  await callerIs(stage, set.talk, 'hold');
  return { ...set, third };
}

test('a colleague hears what it is about, joins, and takes the call over', async () => {
  const { agent, colleague, talk, by, third } = await consulting();
  expect(third.said()).toMatch(/Un colega le consulta/);
  expect(third.said()).toContain('Constancia laboral');
  await stage.desk.callActions.completeConsult(talk.number, by);
  await together(stage, talk, talk.caller, third);
  await talk.leg.reaches('ended');
  expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', agentId: colleague.id, live: true });
  expect([await loadOf(stage.desk, agent.id), await loadOf(stage.desk, colleague.id)]).toEqual([0, 100]);
  expect(await eventsOf(stage.desk, talk.ticketId, 'call.transferred')).toMatchObject([{ after: { agentId: colleague.id } }]);
  // From here on it is the colleague's call.
  expect(await refusal(stage.desk.callActions.hold(talk.number, by))).toBe('forbidden');
  await stage.desk.callActions.hold(talk.number, { agentId: colleague.id });
  await together(stage, talk, third);
  await stage.desk.callActions.unhold(talk.number, { agentId: colleague.id });
  await together(stage, talk, talk.caller, third);
  await third.hangUp();
  await talk.caller.reaches('ended');
  await expect.poll(async () => (await ticketNow(stage, talk)).live).toBe(false);
  expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', agentId: colleague.id, abandoned: false });
});

test.each([['busy', 'busy'], ['no-answer', 'no-answer'], ['fails', 'failed'], ['declines', 'declined'], ['silent', 'declined']] as const)(
  'a colleague whose telephone %s: the agent has the caller back',
  async (phoneDoes, outcome) => {
    const { colleague, talk, by } = await scene();
    stage.network.setPhone(colleague.phone, phoneDoes);
    await stage.desk.callActions.consult(talk.number, by, { agentId: colleague.id });
    await expect.poll(() => endsOf(stage.desk, talk)).toContain(`consult ${outcome}`);
    await together(stage, talk, talk.caller, talk.leg);
    expect(await eventsOf(stage.desk, talk.ticketId, 'call.leg-ended')).toMatchObject([{ reason: outcome }]);
    await talk.caller.hangUp();
  },
);

test('a colleague who joined and hangs up: the agent has the caller back', async () => {
  const { talk, third } = await consulting();
  await third.hangUp();
  await together(stage, talk, talk.caller, talk.leg);
  expect(await endsOf(stage.desk, talk)).toContain('consult left');
  await talk.caller.hangUp();
});

test('cancelled while it rings, and after they joined', async () => {
  const { talk, by, agent, colleague } = await scene();
  const ringing = await rung(talk, agent, { agentId: colleague.id }, colleague.phone, 'rings');
  await stage.desk.callActions.cancelConsult(talk.number, by);
  await ringing.reaches('ended');
  await together(stage, talk, talk.caller, talk.leg);
  stage.network.setPhone(colleague.phone, 'takes');
  await stage.desk.callActions.consult(talk.number, by, { agentId: colleague.id });
  const second = await stage.network.legTo(colleague.phone, 2);
  await together(stage, talk, talk.leg, second);
  await stage.desk.callActions.cancelConsult(talk.number, by);
  await together(stage, talk, talk.caller, talk.leg);
  await second.reaches('ended');
  await talk.caller.hangUp();
});

test('all three talk when the caller is taken off hold meanwhile', async () => {
  const { talk, by, third } = await consulting();
  await stage.desk.callActions.unhold(talk.number, by);
  await together(stage, talk, talk.caller, talk.leg, third);
  await third.hangUp();
  await together(stage, talk, talk.caller, talk.leg);
  await talk.caller.hangUp();
});

test('a colleague without room for the call is not given it, and nothing changes', async () => {
  const { talk, by, agent, colleague, third } = await consulting({ colleague: { capacity: 90 } });
  expect(await refusal(stage.desk.callActions.completeConsult(talk.number, by))).toBe('no_capacity');
  await together(stage, talk, talk.leg, third);
  expect(await ticketNow(stage, talk)).toMatchObject({ agentId: agent.id });
  expect(await loadOf(stage.desk, colleague.id)).toBe(0);
  expect(await refusal(stage.desk.callActions.transfer(talk.number, by, { agentId: colleague.id }))).toBe('invalid_transition');
  await stage.desk.callActions.cancelConsult(talk.number, by);
  await together(stage, talk, talk.caller, talk.leg);
  expect(await refusal(stage.desk.callActions.transfer(talk.number, by, { agentId: colleague.id }))).toBe('no_capacity');
  await talk.caller.hangUp();
});

test('nobody can be handed over to before they joined, and only one is consulted at a time', async () => {
  const { talk, by, agent, colleague } = await scene();
  await rung(talk, agent, { agentId: colleague.id }, colleague.phone, 'rings');
  expect(await refusal(stage.desk.callActions.completeConsult(talk.number, by))).toBe('invalid_transition');
  expect(await refusal(stage.desk.callActions.consult(talk.number, by, { agentId: colleague.id }))).toBe('invalid_transition');
  await talk.caller.hangUp();
});

test.each([
  ['themselves', async (agent: StageAgent) => ({ agentId: agent.id }), 'invalid_input'],
  ['nobody', async () => ({ agentId: '00000000-0000-4000-8000-000000000000' }), 'invalid_input'],
  ['who is not signed in', async () => ({ agentId: (await stage.agent({ teams: ['redes'], available: false })).id }), 'invalid_transition'],
  ['a number that is none', async () => ({ number: '12' }), 'invalid_input'],
  ['a premium number', async () => ({ number: '+19005551234' }), 'invalid_input'],
] as const)('consulting %s is refused', async (_whom, whom, code) => {
  const { talk, by, agent } = await scene();
  expect(await refusal(stage.desk.callActions.consult(talk.number, by, await whom(agent)))).toBe(code);
  expect(talk.caller.state()).toBe('talking');
  await talk.caller.hangUp();
});

describe('somebody outside', () => {
  test('is told who calls and joins at once; the call is theirs, the ticket stays with its agent', async () => {
    const { talk, by, agent } = await scene();
    const outside = newNumber();
    const third = await rung(talk, agent, { number: outside }, outside);
    await together(stage, talk, talk.leg, third);
    expect(third.said()).toContain('Prueba');
    expect(third.said()).not.toMatch(/Constancia|uve/);
    await stage.desk.callActions.completeConsult(talk.number, by);
    await together(stage, talk, talk.caller, third);
    await talk.leg.reaches('ended');
    expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', agentId: agent.id, live: false, cost: 15 });
    expect(await loadOf(stage.desk, agent.id)).toBe(15);
    await third.hangUp();
    await talk.caller.reaches('ended');
    await expect.poll(() => openLegs(stage.desk, talk)).toEqual([]);
    expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', abandoned: false });
  });
});

describe('somebody\'s telephone dies during a consultation', () => {
  test('the agent\'s: the caller is at the head of the line, the colleague is let go', async () => {
    const { agent, talk, third } = await consulting();
    await talk.leg.hangUp();
    await talk.caller.reaches('waiting');
    await third.reaches('ended');
    expect(await ticketNow(stage, talk)).toMatchObject({ status: 'queued', live: true, agentId: null });
    expect(await availabilityOf(stage.desk, agent.id)).toBe('away');
    await talk.caller.hangUp();
  });

  test.each(['rings', 'joined'] as const)('the caller\'s, while the colleague %s: everybody is let go', async (how) => {
    if (how === 'joined') {
      const { talk, third } = await consulting();
      await talk.caller.hangUp();
      await Promise.all([talk.leg.reaches('ended'), third.reaches('ended')]);
      return expect.poll(() => openLegs(stage.desk, talk)).toEqual([]);
    }
    const { agent, colleague, talk } = await scene();
    const third = await rung(talk, agent, { agentId: colleague.id }, colleague.phone, 'rings');
    await callerIs(stage, talk, 'hold');
    await talk.caller.hangUp();
    await Promise.all([talk.leg.reaches('ended'), third.reaches('ended')]);
    await expect.poll(() => openLegs(stage.desk, talk)).toEqual([]);
    expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', live: false, abandoned: false });
  });
});
