import { expect, test } from 'vitest';
import { eventsOf } from '../../intake/probes.ts';
import { onStage } from './on-stage.ts';
import { openLegs, refusal, roomOf, together } from './probes.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
onStage((started) => {
  stage = started;
});

test('a lead listens unheard, coaches the agent alone, joins, and leaves; the call goes on', async () => {
  const agent = await stage.agent();
  const lead = await stage.agent({ teams: ['redes'], role: 'lead' });
  const talk = await stage.talking(agent);
  const by = { agentId: lead.id };
  const { listen, stopListening } = stage.desk.callActions;
  await listen(talk.number, by, 'listen');
  const ear = await stage.network.legTo(lead.phone);
  await together(stage, talk, talk.caller, talk.leg, ear);
  const members = async () => stage.network.conference(await roomOf(stage.desk, talk.caller.callId)).members();
  const heard = async () => (await members()).find(({ callSid }) => callSid === ear.callId);
  expect(await heard()).toMatchObject({ muted: true, coach: null });
  await listen(talk.number, by, 'coach');
  await stage.settle();
  await expect.poll(heard).toMatchObject({ muted: false, coach: talk.leg.callId });
  await listen(talk.number, by, 'join');
  await stage.settle();
  await expect.poll(heard).toMatchObject({ muted: false, coach: null });
  await together(stage, talk, talk.caller, talk.leg, ear);
  await stopListening(talk.number, by);
  await together(stage, talk, talk.caller, talk.leg);
  await ear.reaches('ended');
  expect((await eventsOf(stage.desk, talk.ticketId, 'call.supervised')).map(({ after }) => after?.['mode'])).toEqual(['listen', 'coach', 'join', null]);
  expect(await refusal(stopListening(talk.number, by))).toBe('invalid_transition');
  await talk.caller.hangUp();
});

test.each(['declines', 'busy'] as const)('a lead whose telephone %s leaves the talk alone', async (phoneDoes) => {
  const agent = await stage.agent();
  const lead = await stage.agent({ teams: ['redes'], role: 'lead' });
  const talk = await stage.talking(agent);
  stage.network.setPhone(lead.phone, phoneDoes);
  await stage.desk.callActions.listen(talk.number, { agentId: lead.id }, 'listen');
  await expect.poll(async () => (await eventsOf(stage.desk, talk.ticketId, 'call.leg-ended')).length).toBe(1);
  await together(stage, talk, talk.caller, talk.leg);
  await talk.caller.hangUp();
  await talk.leg.reaches('ended');
});

test('the lead hangs up, then the agent: the call ends as any other', async () => {
  const agent = await stage.agent();
  const lead = await stage.agent({ teams: ['redes'], role: 'admin' });
  const talk = await stage.talking(agent);
  await stage.desk.callActions.listen(talk.number, { agentId: lead.id }, 'coach');
  const ear = await stage.network.legTo(lead.phone);
  await together(stage, talk, talk.caller, talk.leg, ear);
  await ear.hangUp();
  await together(stage, talk, talk.caller, talk.leg);
  await talk.leg.hangUp();
  await talk.caller.reaches('ended');
  await expect.poll(() => openLegs(stage.desk, talk)).toEqual([]);
});
