import { expect, test } from 'vitest';
import type { PhoneLine } from '../../support/twilio-network.ts';
import { diceOf, type Dice } from '../../jobs/dice.ts';
import { newNumber } from '../../intake/probes.ts';
import { loadMatches } from '../work/tickets-in-status.ts';
import { onStage } from './on-stage.ts';
import { openLegs, placeOf, refusal } from './probes.ts';
import type { Stage, StageAgent, Talk } from './stage.ts';

let stage: Stage;
onStage((started) => {
  stage = started;
});

interface Cast {
  talk: Talk;
  agent: StageAgent;
  colleague: StageAgent;
  lead: StageAgent;
}

/** Everything that people may ask for, whoever is on the line; what does not fit is refused. */
function wishes({ talk: { number }, agent, colleague, lead }: Cast, dice: Dice): (() => Promise<unknown>)[] {
  const calls = stage.desk.callActions;
  const by = { agentId: dice.pick([agent.id, colleague.id, lead.id]) };
  return [
    () => calls.hold(number, by), () => calls.unhold(number, by), () => calls.collect(number, by, 4),
    () => calls.consult(number, by, { agentId: dice.pick([agent.id, colleague.id]) }), () => calls.consult(number, by, { number: newNumber() }),
    () => calls.completeConsult(number, by), () => calls.cancelConsult(number, by),
    () => calls.transfer(number, by, { agentId: colleague.id }), () => calls.transfer(number, by, { team: dice.pick(['mesa', 'redes']) }),
    () => calls.listen(number, { agentId: lead.id }, dice.pick(['listen', 'coach', 'join'] as const)), () => calls.stopListening(number, { agentId: lead.id }),
    () => hangUpOne(dice),
  ];
}

/** The desk's telephones of the present run, and how many of them hung up by themselves. */
let lines: () => PhoneLine[] = () => [];
let hungUp = 0;

async function hangUpOne(dice: Dice): Promise<void> {
  const open = lines().filter((line) => line.state() === 'conference');
  if (open.length === 0) return;
  hungUp += 1;
  await dice.pick(open).hangUp();
}

const heardSomewhere = ['talking', 'conference', 'music', 'waiting', 'menu', 'ringing', 'recording', 'busy'];

test.each([1, 2, 3, 4, 5, 6, 7, 8])('whatever is asked for (%i): the caller is never dropped, and nobody stays behind', async (seed) => {
  const dice = diceOf(seed);
  const agent = await stage.agent();
  const colleague = await stage.agent({ teams: ['redes'] });
  const lead = await stage.agent({ teams: ['redes'], role: 'lead' });
  await stage.desk.presence.setAvailability(lead.id, 'away');
  const talk = await stage.talking(agent);
  const since = stage.network.legs.length;
  hungUp = 0;
  lines = () => [talk.leg, ...stage.network.legs.slice(since)];
  let ended = false;
  for (let step = 0; step < 9 && !ended; step += 1) {
    stage.network.setPhone(colleague.phone, dice.pick(['takes', 'declines', 'busy', 'no-answer', 'silent'] as const));
    await refusal(dice.pick(wishes({ talk, agent, colleague, lead }, dice))());
    await stage.settle();
    await stage.passTime(3);
    if (dice.roll() < 0.3 && talk.caller.state() === 'menu') await talk.caller.press('12#');
    await stage.passTime(3);
    ended = talk.caller.state() === 'ended';
    // Only whoever talks to the caller ends the call, by hanging up.
    if (ended) expect(hungUp).toBeGreaterThan(0);
    else expect(heardSomewhere).toContain(talk.caller.state());
  }
  if (!ended) {
    await expect.poll(async () => (await placeOf(stage.desk, talk.caller.callId)).owed).toBe(0);
    await talk.caller.hangUp();
  }
  await stage.passTime(3);
  await expect.poll(() => openLegs(stage.desk, talk)).toEqual([]);
  for (const line of stage.network.legs.slice(since)) await line.reaches('ended');
  await talk.leg.reaches('ended');
  expect(await loadMatches(stage.desk)).toBe(true);
});
