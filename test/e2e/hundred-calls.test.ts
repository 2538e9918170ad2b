import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDatabase, type Database } from '../../adapters/postgres/database.ts';
import { until } from '../../src/demo/expectations.ts';
import { startGatewayProcess, type GatewayProcess, type Told } from '../support/gateway.ts';
import type { AgentScreen } from '../../src/demo/agent-screen.ts';
import { createDeskDatabase, type TestDatabase } from '../support/postgres.ts';
import { startTwilioNetwork, type Caller, type PretendTwilio } from '../support/twilio-network.ts';
import { seededChance, type Chance } from '../support/seeded-chance.ts';

const ours = '+576015550100';
const people = 100;
const atOnce = 10;
/** After so many things done, everybody has had enough. */
const patience = 25;
const sentences = ['no puedo navegar en internet', 'I need an employment letter', 'tengo una queja', 'mi silla se rompió', 'sí', 'no', 'dos', 'una persona', ''];
const phonesOfAgents = { ana: '+576015550111', beto: '+576015550112', carla: '+576015550113' };

let network: PretendTwilio;
let gateway: GatewayProcess;
let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  network = await startTwilioNetwork({ deliverTwice: true });
  test = await createDeskDatabase();
  database = connectDatabase({ url: test.url, max: 2 });
  gateway = await startGatewayProcess({ env: { TWILIO_API_URL: network.apiUrl, TWILIO_FROM: ours, DATABASE_URL: test.url } });
  network.connect(gateway.url);
}, 60_000);
afterAll(async () => {
  await gateway.close();
  await network.close();
  await database.close();
  await test.drop();
});

/** `silent`: the desk let them go after it had listened for a message that they did not leave. */
type End = 'hung-up' | 'silent' | 'let-go';

/** One person on the telephone who does anything that one can do, until they or the desk have had enough. */
async function callAtRandom(caller: Caller, chance: Chance): Promise<End> {
  let last: ReturnType<Caller['state']> = 'busy';
  for (let done = 0; ; done += 1) {
    const state = caller.state();
    // Who hangs up while they talk or speak is gone by their own hand.
    if (state === 'ended') return last === 'recording' ? 'silent' : 'let-go';
    last = state;
    if (done >= patience || chance.of(0.04)) {
      await caller.hangUp();
      return 'hung-up';
    }
    // The line may change under their hands: an agent came, or the desk let them go. Then they look again.
    await act(caller, state, chance).catch((fault: unknown) => {
      if (caller.state() === state) throw fault;
    });
  }
}

async function act(caller: Caller, state: ReturnType<Caller['state']>, chance: Chance): Promise<void> {
  switch (state) {
    case 'menu':
      if (chance.of(0.55)) return caller.press(chance.pick(['0', '1', '1', '2', '3', '4', '9', '*', '#', '1500', '11']));
      return chance.of(0.6) ? caller.say(chance.pick(sentences)) : caller.silence();
    case 'waiting':
      if (chance.of(0.2)) return waitPatiently(caller);
      return chance.of(0.75) ? caller.silence() : caller.press(chance.pick(['1', '2', '5', '*', '0']));
    case 'recording':
      return chance.pick([() => caller.speak(7), () => caller.speakAndHangUp(5), () => caller.silence()])();
    case 'talking':
      return caller.agentHangsUp();
    default:
      return caller.silence();
  }
}

/** Listens to the music until an agent comes, or for a moment. */
async function waitPatiently(caller: Caller): Promise<void> {
  await until('an agent', () => caller.state() !== 'waiting', 0.8).catch(() => undefined);
}

/** Whoever was called back talks for a moment and hangs up, so that agents get free again. */
async function talkShortly(isOver: () => boolean): Promise<void> {
  await until('the end of the morning', async () => {
    for (const leg of network.legs) if (leg.state() === 'conference') await leg.hangUp().catch(() => undefined);
    return isOver();
  }, 100);
}

it('a hundred people do anything they like: nobody is without a way to a person, every call is one contact, every abandoned one is visible', async () => {
  const chance = seededChance(20_260_302);
  const react = async (agent: AgentScreen, phone: string, told: Told) => {
    network.setPhone(phone, chance.pick(['takes', 'takes', 'takes', 'declines', 'no-answer', 'busy'] as const));
    if (told.kind === 'offer') await (chance.of(0.85) ? agent.accept(told.offer) : agent.decline(told.offer, 'Ahora no')).catch(() => undefined);
    if (told.kind === 'agent' && told.availability === 'away') await agent.be('available').catch(() => undefined);
  };
  for (const [name, phone] of Object.entries(phonesOfAgents)) {
    // News may come while the agent is still being hired, so every reaction waits for the screen.
    const hired = gateway.hire({ name, phone, teams: ['mesa', 'mesa-tecnologia', 'mesa-administrativos', 'mesa-desarrollo-humano'] }, (told) => {
      void hired.then((agent) => react(agent, phone, told));
    });
    await hired;
  }
  const from = (number: number) => `+57300555${String(1000 + number)}`;
  for (let number = 0; number < people; number += 1) network.setPhone(from(number), chance.pick(['takes', 'machine', 'busy', 'no-answer'] as const));

  const ends = new Map<string, End>();
  let next = 0;
  const talks = talkShortly(() => ends.size === people);
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let number = next++; number < people; number = next++) {
      const own = seededChance(number);
      const caller = await network.call({ from: from(number), to: ours });
      ends.set(caller.callId, await callAtRandom(caller, own));
    }
  }));
  await talks;
  expect(network.violations).toEqual([]);
  expect(ends.size).toBe(people);

  const calls = await until('the end of every call', async () => {
    const rows = await callsSoFar();
    return rows.length === people && rows.every(({ ended }) => ended) && rows;
  });
  expect(new Set(calls.map(({ contact_id: id }) => id)).size).toBe(people);
  const outcomes = new Map<string, number>();
  for (const { outcome } of calls) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  for (const outcome of ['answered', 'voicemail', 'callback', 'abandoned', 'abandoned-in-menu']) expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(0);
  for (const call of calls) {
    const how = { ...call, end: ends.get(call.id) };
    // Whoever the desk let go had talked to somebody, left a message, or was promised a call.
    if (how.end === 'let-go') expect(['answered', 'voicemail', 'callback', 'added'], JSON.stringify(how)).toContain(call.outcome);
    // Whoever hung up on their own is abandoned, or was served before.
    expect(['answered', 'voicemail', 'callback', 'added', 'abandoned', 'abandoned-in-menu'], JSON.stringify(how)).toContain(call.outcome);
    if (call.outcome === 'abandoned-in-menu') expect(call.ticket_id).toBeNull();
    else expect(call.ticket_id, JSON.stringify(how)).not.toBeNull();
    if (call.outcome === 'abandoned') expect(call.ticket_abandoned, JSON.stringify(how)).toBe(true);
  }
}, 120_000);

interface CallRow {
  id: string;
  contact_id: string;
  ticket_id: string | null;
  outcome: string;
  ended: boolean;
  ticket_abandoned: boolean | null;
  phase: string;
}

async function callsSoFar(): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`
    select c.id, c.contact_id, c.ticket_id, k.outcome, c.ended_at is not null as ended, t.abandoned as ticket_abandoned, c.session ->> 'phase' as phase
    from calls c join contacts k on k.id = c.contact_id left join tickets t on t.id = c.ticket_id`.execute(database.db);
  return rows;
}
