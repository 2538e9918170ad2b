import { describe, expect, test } from 'vitest';
import { availabilityOf } from '../calls/caller.ts';
import { onStage } from './on-stage.ts';
import { callerIs, endsOf, openLegs, placeOf, ticketNow, together } from './probes.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
onStage((started) => {
  stage = started;
}, { deliverTwice: true, mayFail: true });

const out = { kind: 'status', status: 503 } as const;

/** A caller on hold, their agent alone in the room, and a colleague to consult. */
async function held() {
  const agent = await stage.agent();
  const colleague = await stage.agent({ teams: ['redes'] });
  const talk = await stage.talking(agent);
  await stage.desk.callActions.hold(talk.number, { agentId: agent.id });
  await together(stage, talk, talk.leg);
  return { agent, colleague, talk };
}

test('every webhook twice in the same instant: hold, consult, hand over, hang up', async () => {
  const { agent, colleague, talk } = await held();
  await stage.desk.callActions.unhold(talk.number, { agentId: agent.id });
  await together(stage, talk, talk.caller, talk.leg);
  await stage.desk.callActions.consult(talk.number, { agentId: agent.id }, { agentId: colleague.id });
  const third = await stage.network.legTo(colleague.phone);
  await together(stage, talk, talk.leg, third);
  await stage.desk.callActions.completeConsult(talk.number, { agentId: agent.id });
  await together(stage, talk, talk.caller, third);
  await stage.desk.callActions.hangUp(talk.number, { agentId: colleague.id });
  await talk.caller.reaches('ended');
  await expect.poll(() => openLegs(stage.desk, talk)).toEqual([]);
  expect(await endsOf(stage.desk, talk)).toHaveLength(2);
  expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', agentId: colleague.id, abandoned: false });
});

describe('the provider out of reach', () => {
  test('at hold: the wanted place stays, and the caller is there when it is back', async () => {
    const agent = await stage.agent();
    const talk = await stage.talking(agent);
    stage.network.failNext(out, 2);
    await stage.desk.callActions.hold(talk.number, { agentId: agent.id });
    await stage.settle();
    expect(await placeOf(stage.desk, talk.caller.callId)).toEqual({ to: 'hold', owed: 1 });
    expect(talk.caller.state()).toBe('talking');
    await stage.passTime(1);
    expect(await placeOf(stage.desk, talk.caller.callId)).toEqual({ to: 'hold', owed: 1 });
    await stage.passTime(3);
    await stage.passTime(3);
    await together(stage, talk, talk.leg);
    await callerIs(stage, talk, 'hold');
    stage.network.failNext(out);
    await stage.desk.callActions.unhold(talk.number, { agentId: agent.id });
    await stage.settle();
    await stage.passTime(3);
    await together(stage, talk, talk.caller, talk.leg);
    await talk.caller.hangUp();
  });

  test('a held caller finds back by their own next question, without any REST', async () => {
    const agent = await stage.agent();
    const talk = await stage.talking(agent);
    await stage.desk.callActions.hold(talk.number, { agentId: agent.id });
    await together(stage, talk, talk.leg);
    await talk.caller.reaches('music');
    stage.network.failNext(out);
    await stage.desk.callActions.unhold(talk.number, { agentId: agent.id });
    await stage.settle();
    for (let piece = 0; piece < 9 && talk.caller.state() === 'music'; piece += 1) await talk.caller.silence();
    await together(stage, talk, talk.caller, talk.leg);
    await callerIs(stage, talk, 'room');
    await talk.caller.hangUp();
  });

  test('at a consultation: the colleague is rung once it is back, once', async () => {
    const { agent, colleague, talk } = await held();
    stage.network.failNext(out);
    await stage.desk.callActions.consult(talk.number, { agentId: agent.id }, { agentId: colleague.id });
    await stage.settle();
    expect(await openLegs(stage.desk, talk)).toContain('consult wanted');
    await stage.passTime(3);
    const third = await stage.network.legTo(colleague.phone);
    await together(stage, talk, talk.leg, third);
    expect(stage.network.legs.filter(({ to }) => to === colleague.phone)).toHaveLength(1);
    await talk.caller.hangUp();
  });

  test('for a minute at a consultation: it is given up, the agent has the caller back', async () => {
    const { agent, colleague, talk } = await held();
    stage.network.failNext(out);
    await stage.desk.callActions.consult(talk.number, { agentId: agent.id }, { agentId: colleague.id });
    await stage.settle();
    await stage.passTime(61);
    await expect.poll(() => endsOf(stage.desk, talk)).toContain('consult failed');
    await together(stage, talk, talk.caller, talk.leg);
    expect(stage.network.legs.filter(({ to }) => to === colleague.phone)).toHaveLength(0);
    await talk.caller.hangUp();
  });

  test('a telephone that may have been dialled is never dialled again', async () => {
    const { agent, colleague, talk } = await held();
    stage.network.failNext({ kind: 'status', status: 500 });
    await stage.desk.callActions.consult(talk.number, { agentId: agent.id }, { agentId: colleague.id });
    await stage.settle();
    expect(await openLegs(stage.desk, talk)).toContain('consult placing');
    await stage.passTime(30);
    expect(await openLegs(stage.desk, talk)).toContain('consult placing');
    await stage.passTime(31);
    await expect.poll(() => endsOf(stage.desk, talk)).toContain('consult failed');
    await together(stage, talk, talk.caller, talk.leg);
    expect(stage.network.legs.filter(({ to }) => to === colleague.phone)).toHaveLength(0);
    await talk.caller.hangUp();
  });

  test('a number that the provider refuses: the agent has the caller back', async () => {
    const { agent, colleague, talk } = await held();
    stage.network.failNext({ kind: 'status', status: 400, code: 21211 });
    await stage.desk.callActions.consult(talk.number, { agentId: agent.id }, { agentId: colleague.id });
    await expect.poll(() => endsOf(stage.desk, talk)).toContain('consult failed');
    await together(stage, talk, talk.caller, talk.leg);
    await talk.caller.hangUp();
  });

  test('when the agent\'s telephone dies during hold: the caller comes to the line by themselves', async () => {
    const agent = await stage.agent();
    const talk = await stage.talking(agent);
    await stage.desk.callActions.hold(talk.number, { agentId: agent.id });
    await together(stage, talk, talk.leg);
    await talk.caller.reaches('music');
    stage.network.failNext(out);
    await talk.leg.hangUp();
    await expect.poll(() => availabilityOf(stage.desk, agent.id)).toBe('away');
    await stage.settle();
    for (let piece = 0; piece < 9 && talk.caller.state() === 'music'; piece += 1) await talk.caller.silence();
    await talk.caller.reaches('waiting');
    await talk.caller.hangUp();
  });
});
