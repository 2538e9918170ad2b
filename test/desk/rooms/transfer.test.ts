import { expect, test } from 'vitest';
import { eventsOf, loadOf, newNumber } from '../../intake/probes.ts';
import { availabilityOf } from '../calls/caller.ts';
import { onStage } from './on-stage.ts';
import { endsOf, openLegs, refusal, ticketNow, together } from './probes.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
onStage((started) => {
  stage = started;
});

async function scene() {
  const agent = await stage.agent();
  const colleague = await stage.agent({ teams: ['redes'] });
  const talk = await stage.talking(agent);
  return { agent, colleague, talk, by: { agentId: agent.id } };
}

test('to a colleague who takes it: the call and the ticket are theirs, the first agent is let go', async () => {
  const { agent, colleague, talk, by } = await scene();
  await stage.desk.callActions.transfer(talk.number, by, { agentId: colleague.id });
  const third = await stage.network.legTo(colleague.phone);
  await together(stage, talk, talk.caller, third);
  await talk.leg.reaches('ended');
  expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', agentId: colleague.id, live: true });
  expect([await loadOf(stage.desk, agent.id), await loadOf(stage.desk, colleague.id)]).toEqual([0, 100]);
  expect(await availabilityOf(stage.desk, agent.id)).toBe('available');
  await talk.caller.hangUp();
  await third.reaches('ended');
});

test.each(['busy', 'declines', 'no-answer'] as const)('to a colleague whose telephone %s: it comes back', async (phoneDoes) => {
  const { agent, colleague, talk, by } = await scene();
  stage.network.setPhone(colleague.phone, phoneDoes);
  await stage.desk.callActions.transfer(talk.number, by, { agentId: colleague.id });
  await expect.poll(() => endsOf(stage.desk, talk)).toContainEqual(expect.stringMatching(/^consult [^-]/));
  await together(stage, talk, talk.caller, talk.leg);
  expect(await ticketNow(stage, talk)).toMatchObject({ agentId: agent.id, live: true });
  await talk.caller.hangUp();
});

test('the first agent hangs up meanwhile: the colleague still takes it', async () => {
  const { colleague, talk, by } = await scene();
  stage.network.setPhone(colleague.phone, 'rings');
  await stage.desk.callActions.transfer(talk.number, by, { agentId: colleague.id });
  await together(stage, talk, talk.leg);
  const third = await stage.network.legTo(colleague.phone);
  await talk.leg.hangUp();
  await third.pickUp();
  await third.reaches('menu');
  await third.press('1');
  await together(stage, talk, talk.caller, third);
  expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', agentId: colleague.id });
  await talk.caller.hangUp();
});

test('the first agent hangs up meanwhile and nobody takes it: the caller is at the head of the line', async () => {
  const { agent, colleague, talk, by } = await scene();
  stage.network.setPhone(colleague.phone, 'rings');
  await stage.desk.callActions.transfer(talk.number, by, { agentId: colleague.id });
  await together(stage, talk, talk.leg);
  const third = await stage.network.legTo(colleague.phone);
  await talk.leg.hangUp();
  await expect.poll(() => endsOf(stage.desk, talk)).toContain('agent left');
  await stage.desk.presence.setAvailability(agent.id, 'offline');
  await third.hangUp();
  await talk.caller.reaches('waiting');
  expect(await ticketNow(stage, talk)).toMatchObject({ status: 'queued', live: true, agentId: null });
  expect(await loadOf(stage.desk, agent.id)).toBe(0);
  await talk.caller.hangUp();
});

test.each(['dialled', 'held'] as const)('to a team, %s: the caller waits in its line, the ticket is offered there', async (from) => {
  const { agent, colleague, talk, by } = await scene();
  if (from === 'held') {
    await stage.desk.callActions.hold(talk.number, by);
    await together(stage, talk, talk.leg);
  }
  await stage.desk.presence.setAvailability(colleague.id, 'away');
  await stage.desk.callActions.transfer(talk.number, by, { team: 'redes' });
  await talk.caller.reaches('waiting');
  await talk.leg.reaches('ended');
  expect(await ticketNow(stage, talk)).toMatchObject({ status: 'queued', team: 'redes', tier: 2, live: true, agentId: null });
  expect(await loadOf(stage.desk, agent.id)).toBe(0);
  expect((await eventsOf(stage.desk, talk.ticketId)).map(({ name }) => name)).toEqual(expect.arrayContaining(['ticket.transferred', 'call.transferred']));
  await stage.desk.presence.setAvailability(colleague.id, 'available');
  await stage.settle();
  const offer = await stage.desk.transact((stores) => stores.offers.openOfTicket(talk.ticketId));
  await stage.desk.offers.accept(offer?.id ?? '', colleague.id);
  await stage.settle();
  await talk.caller.reaches('talking');
  await stage.desk.callActions.hold(talk.number, { agentId: colleague.id });
  await stage.settle();
  await talk.caller.reaches('music');
  await talk.caller.hangUp();
});

test('to a team that there is not, nothing changes', async () => {
  const { talk, by } = await scene();
  expect(await refusal(stage.desk.callActions.transfer(talk.number, by, { team: 'ninguno' }))).toBe('invalid_input');
  expect(talk.caller.state()).toBe('talking');
  await talk.caller.hangUp();
});

test('to somebody outside: put through when they answer, and back when they do not', async () => {
  const { agent, talk, by } = await scene();
  const outside = newNumber();
  stage.network.setPhone(outside, 'no-answer');
  await stage.desk.callActions.transfer(talk.number, by, { number: outside });
  await expect.poll(() => endsOf(stage.desk, talk)).toContain('consult no-answer');
  await together(stage, talk, talk.caller, talk.leg);
  stage.network.setPhone(outside, 'answers');
  await stage.desk.callActions.transfer(talk.number, by, { number: outside });
  const third = await stage.network.legTo(outside, 2);
  await together(stage, talk, talk.caller, third);
  await talk.leg.reaches('ended');
  expect(await ticketNow(stage, talk)).toMatchObject({ status: 'assigned', agentId: agent.id, live: false, cost: 15 });
  await third.hangUp();
  await talk.caller.reaches('ended');
  await expect.poll(() => openLegs(stage.desk, talk)).toEqual([]);
});
