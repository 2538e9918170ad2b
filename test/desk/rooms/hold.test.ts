import { describe, expect, test } from 'vitest';
import { eventsOf, landed, loadOf, newNumber, takeIn, textFrom } from '../../intake/probes.ts';
import { availabilityOf } from '../calls/caller.ts';
import { onStage } from './on-stage.ts';
import { callerIs, openLegs, placeOf, refusal, ticketNow, together } from './probes.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
onStage((started) => {
  stage = started;
});

/** A caller on hold, with their agent alone in the room. */
async function held() {
  const agent = await stage.agent();
  const talk = await stage.talking(agent);
  await stage.desk.callActions.hold(talk.number, { agentId: agent.id });
  await together(stage, talk, talk.leg);
  await callerIs(stage, talk, 'hold');
  await talk.caller.reaches('music');
  return { agent, talk };
}

test('hold and back: the agent waits in the room, the caller hears music and comes back', async () => {
  const { agent, talk } = await held();
  await stage.desk.callActions.unhold(talk.number, { agentId: agent.id });
  await together(stage, talk, talk.caller, talk.leg);
  await stage.desk.callActions.hold(talk.number, { agentId: agent.id });
  await together(stage, talk, talk.leg);
  await stage.desk.callActions.unhold(talk.number, { agentId: agent.id });
  await together(stage, talk, talk.caller, talk.leg);
  const names = (await eventsOf(stage.desk, talk.ticketId)).map(({ name }) => name).filter((name) => /call\.(held|resumed|not-answered)/.test(name));
  expect(names).toEqual(['call.held', 'call.resumed', 'call.held', 'call.resumed']);
  expect(await loadOf(stage.desk, agent.id)).toBe(100);
});

test('on hold for long, the caller asks again and again and stays there', async () => {
  const { talk } = await held();
  const documents = talk.caller.documents.length;
  for (let piece = 0; piece < 9; piece += 1) await talk.caller.silence();
  expect(talk.caller.documents.length).toBeGreaterThan(documents + 1);
  expect(await placeOf(stage.desk, talk.caller.callId)).toEqual({ to: 'hold', owed: 0 });
  expect(talk.caller.state()).toBe('music');
});

test('a document that could not be had, on hold or in the room: the fallback leads back there, not to the line', async () => {
  const { agent, talk } = await held();
  const { callId, from, to } = talk.caller;
  const fallBack = (step: string) => stage.desk.answerCall({
    call: { callId, from, to, receivedAt: stage.desk.clock.now() }, point: 'menu', step, assignmentId: null, digits: null,
    speech: null, legCallId: null, queueResult: null, recording: null, dialStatus: null, dialSeconds: null,
  });
  const music = await fallBack('fallback-1');
  expect(music.prompts.map(({ verb }) => verb)).toContain('music');
  expect(music.point).toBe('moved');
  await stage.desk.callActions.unhold(talk.number, { agentId: agent.id });
  await together(stage, talk, talk.caller, talk.leg);
  expect((await fallBack('fallback-2')).prompts).toMatchObject([{ verb: 'join' }]);
  expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', agentId: agent.id });
});

describe('the agent\'s telephone dies', () => {
  test('during hold: the caller is at the head of the line, the agent away', async () => {
    const { agent, talk } = await held();
    await talk.leg.hangUp();
    await talk.caller.reaches('waiting');
    expect(await ticketNow(stage, talk)).toMatchObject({ status: 'queued', live: true, agentId: null });
    expect(await availabilityOf(stage.desk, agent.id)).toBe('away');
    expect(await loadOf(stage.desk, agent.id)).toBe(0);
  });

  test('during hold, and the next agent takes the caller as from the line', async () => {
    const { talk } = await held();
    await talk.leg.hangUp();
    await talk.caller.reaches('waiting');
    const next = await stage.agent();
    stage.desk.signals.push({ kind: 'match-agent', agentId: next.id });
    await stage.settle();
    const offer = await stage.desk.transact((stores) => stores.offers.openOfTicket(talk.ticketId));
    await stage.desk.offers.accept(offer?.id ?? '', next.id);
    await stage.settle();
    await talk.caller.reaches('talking');
    expect(await placeOf(stage.desk, talk.caller.callId)).toEqual({ to: null, owed: 0 });
    await stage.desk.callActions.hold(talk.number, { agentId: next.id });
    await callerIs(stage, talk, 'hold');
    await talk.caller.hangUp();
  });

  test('in the room, while they talk: the call ends as any other, with a goodbye', async () => {
    const { agent, talk } = await held();
    await stage.desk.callActions.unhold(talk.number, { agentId: agent.id });
    await together(stage, talk, talk.caller, talk.leg);
    await talk.leg.hangUp();
    await talk.caller.reaches('ended');
    await expect.poll(async () => (await ticketNow(stage, talk)).live).toBe(false);
    expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', agentId: agent.id, cost: 15, abandoned: false });
    expect(await loadOf(stage.desk, agent.id)).toBe(15);
    expect(await openLegs(stage.desk, talk)).toEqual([]);
  });

  test('just before hold is asked for: the caller is not dropped', async () => {
    const agent = await stage.agent();
    const talk = await stage.talking(agent);
    stage.network.failNext({ kind: 'status', status: 404 });
    await stage.desk.callActions.hold(talk.number, { agentId: agent.id });
    await talk.caller.reaches('waiting');
    expect(await ticketNow(stage, talk)).toMatchObject({ status: 'queued', live: true });
  });
});

describe('the caller hangs up', () => {
  test.each(['hold', 'room', 'collect'] as const)('in %s: nobody stays on the line', async (place) => {
    const { agent, talk } = await held();
    const by = { agentId: agent.id };
    if (place === 'room') {
      await stage.desk.callActions.unhold(talk.number, by);
      await together(stage, talk, talk.caller, talk.leg);
    }
    if (place === 'collect') {
      await stage.desk.callActions.collect(talk.number, by, 6);
      await talk.caller.reaches('menu');
    }
    await talk.caller.hangUp();
    await talk.leg.reaches('ended');
    await expect.poll(() => openLegs(stage.desk, talk)).toEqual([]);
    expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', live: false, cost: 15, abandoned: false });
    expect(await refusal(stage.desk.callActions.hold(talk.number, by))).toBe('no_call');
  });
});

describe('hanging up by the agent', () => {
  test.each(['dialled', 'hold', 'room'] as const)('from %s: the caller hears goodbye, then everybody is let go', async (place) => {
    const agent = await stage.agent();
    const by = { agentId: agent.id };
    const talk = await stage.talking(agent);
    if (place !== 'dialled') {
      await stage.desk.callActions.hold(talk.number, by);
      await callerIs(stage, talk, 'hold');
    }
    if (place === 'room') {
      await stage.desk.callActions.unhold(talk.number, by);
      await together(stage, talk, talk.caller, talk.leg);
    }
    await stage.desk.callActions.hangUp(talk.number, by);
    await talk.caller.reaches('ended');
    await talk.leg.reaches('ended');
    expect(talk.caller.said()).toContain('Gracias por comunicarse');
    await expect.poll(async () => (await ticketNow(stage, talk)).live).toBe(false);
    expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', agentId: agent.id, abandoned: false });
    expect(await refusal(stage.desk.callActions.hangUp(talk.number, by))).toBe('no_call');
  });
});

test.each(['resolved', 'merged'] as const)('the agent may still hold and hang up a call whose ticket they %s meanwhile', async (what) => {
  const agent = await stage.agent({ capacity: 200 });
  const talk = await stage.talking(agent);
  const by = { agentId: agent.id };
  if (what === 'resolved') await stage.desk.progress.resolve(talk.number, by, 'Hecho.');
  else {
    const other = landed(await takeIn(stage.desk, textFrom(stage.desk, newNumber())));
    await stage.desk.joining.merge(talk.number, by, other.number);
  }
  await stage.desk.callActions.hold(talk.number, by);
  await together(stage, talk, talk.leg);
  await callerIs(stage, talk, 'hold');
  await stage.desk.callActions.unhold(talk.number, by);
  await together(stage, talk, talk.caller, talk.leg);
  await stage.desk.callActions.hangUp(talk.number, by);
  await talk.caller.reaches('ended');
  await talk.leg.reaches('ended');
});

test('keys are collected to the desk alone, and the caller comes back', async () => {
  const { agent, talk } = await held();
  await stage.desk.callActions.collect(talk.number, { agentId: agent.id }, 8);
  await talk.caller.reaches('menu');
  await together(stage, talk, talk.leg);
  await talk.caller.press('4711#');
  await together(stage, talk, talk.caller, talk.leg);
  expect(await eventsOf(stage.desk, talk.ticketId, 'call.keys-collected')).toMatchObject([{ after: { digits: '4711' } }]);
  expect(talk.caller.said() + talk.leg.said()).not.toMatch(/4711|cuatro, siete/);
  await talk.caller.hangUp();
});

describe('what cannot be done changes nothing', () => {
  test('by whom, and when', async () => {
    const agent = await stage.agent();
    const other = await stage.agent({ teams: ['redes'] });
    const lead = await stage.agent({ teams: ['redes'], role: 'lead' });
    const talk = await stage.talking(agent);
    const { callActions } = stage.desk;
    const by = { agentId: agent.id };
    expect(await refusal(callActions.hold(talk.number, { agentId: other.id }))).toBe('forbidden');
    expect(await refusal(callActions.listen(talk.number, by, 'listen'))).toBe('forbidden');
    expect(await refusal(callActions.unhold(talk.number, by))).toBe('invalid_transition');
    expect(await refusal(callActions.completeConsult(talk.number, by))).toBe('invalid_transition');
    expect(await refusal(callActions.cancelConsult(talk.number, by))).toBe('invalid_transition');
    expect(await refusal(callActions.stopListening(talk.number, { agentId: lead.id }))).toBe('invalid_transition');
    expect(await refusal(callActions.hold(9_999_999, by))).toBe('not_found');
    expect(await refusal(callActions.hold(talk.number, { ...by, ifMatch: 1 }))).toBe('stale');
    expect(await placeOf(stage.desk, talk.caller.callId)).toEqual({ to: null, owed: 0 });
    await callActions.hold(talk.number, { agentId: lead.id });
    expect(await refusal(callActions.hold(talk.number, by))).toBe('invalid_transition');
    await callerIs(stage, talk, 'hold');
    await talk.caller.hangUp();
  });

  test('two at the same instant: one hold, one refusal', async () => {
    const agent = await stage.agent();
    const talk = await stage.talking(agent);
    const both = await Promise.all([0, 1].map(() => refusal(stage.desk.callActions.hold(talk.number, { agentId: agent.id }))));
    expect(both.toSorted()).toEqual(['invalid_transition', 'nothing was refused']);
    await together(stage, talk, talk.leg);
    await talk.caller.hangUp();
  });
});
