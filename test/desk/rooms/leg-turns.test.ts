import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId, type LegRequest, type LegStatusReport } from '../../../src/core/index.ts';
import { createLegLine } from '../../../src/intake/answer-leg.ts';
import { createSteering, dialLeg, dropLeg, endLeg, type Leg, type LegInput, type LegScript } from '../../../src/desk/rooms/index.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { pretendSender } from '../replies/pretend-sender.ts';
import { openWork } from '../routing/work.ts';

const sender = pretendSender();
let desk: TestDesk;
let ticketId: string;
let heard: LegInput[] = [];
let ended: string[] = [];

/** Joins on 1, hangs up on anything else; whoever leaves is let go. */
const script: LegScript = {
  turn: async (_stores, leg, input) => {
    heard.push(input);
    const join = { verb: 'join', room: leg.room, muted: false, coach: null, record: false } as const;
    if (input.kind === 'left') return [{ verb: 'hang-up' }];
    if (input.kind === 'keys') return input.digits === '1' ? [join] : [{ verb: 'hang-up' }];
    if (input.answeredBy === 'machine') return [{ verb: 'hang-up' }];
    return leg.joinedAt === null ? [{ verb: 'ask', say: [], keys: 1, seconds: 5 }] : [join];
  },
  ended: async (_stores, leg, outcome) => {
    ended.push(`${leg.id} ${outcome}`);
  },
};

beforeAll(async () => {
  desk = await startTestDesk({ telephony: sender });
  ticketId = await openWork(desk);
});
afterAll(() => desk.close());
beforeEach(() => {
  [heard, ended] = [[], []];
  sender.isDown = false;
  desk.signals.length = 0;
});

const line = () => createLegLine({ transact: desk.transact, scripts: { consult: script }, clock: desk.clock });
const steering = (control: typeof sender | null = sender) => createSteering({
  transact: desk.transact, control, scripts: { consult: script }, callerGone: () => Promise.resolve(), clock: desk.clock,
});
const find = async (id: string) => desk.transact((stores) => stores.legs.find(id));

async function wanted(purpose: Leg['purpose'] = 'consult'): Promise<Leg> {
  return desk.transact((stores) => dialLeg(stores, {
    room: newId(), callId: null, ticketId, agentId: null, role: 'consult', purpose,
    target: { kind: 'number', value: '+573001112233' }, from: '+576015550100',
  }, desk.clock.now()));
}

async function placed(): Promise<{ leg: Leg; callId: string }> {
  const leg = await wanted();
  await steering().placeLeg(leg.id);
  const now = await find(leg.id);
  return { leg, callId: now?.providerCallId ?? '' };
}

const ask = (leg: Leg, callId: string, step: string, more: Partial<LegRequest> = {}) =>
  line().answer({ legId: leg.id, callId, step, point: 'turn', digits: null, answeredBy: null, ...more });
const tell = (leg: Leg, callId: string, state: LegStatusReport['state']) => line().status({ legId: leg.id, callId, state, seconds: 3 });
const verbs = ({ prompts }: { prompts: { verb: string }[] }) => prompts.map(({ verb }) => verb);

describe('a leg\'s turns', () => {
  test('asked, joined, left; told of its end in every way, it ends once', async () => {
    const { leg, callId } = await placed();
    const asked = await ask(leg, callId, 'start', { answeredBy: 'person' });
    const joined = await ask(leg, callId, asked.nextStep, { digits: '1' });
    expect(verbs(joined)).toEqual(['join']);
    expect(await find(leg.id)).toMatchObject({ state: 'joined', joinedAt: desk.clock.now() });
    const both = await Promise.all([ask(leg, callId, joined.nextStep, { point: 'left' }), tell(leg, callId, 'completed'), tell(leg, callId, 'completed')]);
    expect(verbs(both[0])).toEqual(['hang-up']);
    expect(ended).toEqual([`${leg.id} left`]);
    expect(heard.map(({ kind }) => kind).slice(0, 2)).toEqual(['answered', 'keys']);
  });

  test('a step answered before gets the same answer, however many ask at once', async () => {
    const { leg, callId } = await placed();
    const first = await Promise.all(Array.from({ length: 5 }, () => ask(leg, callId, 'start')));
    const [one] = first;
    for (const other of first) expect(other).toEqual(one);
    const keys = await Promise.all(['1', '1', '2'].map((digits) => ask(leg, callId, one?.nextStep ?? '', { digits })));
    for (const other of keys) expect(other).toEqual(keys[0]);
    expect(heard).toHaveLength(2);
  });

  test('coming out of a document that it was moved away from means nothing', async () => {
    const { leg, callId } = await placed();
    const asked = await ask(leg, callId, 'start');
    const joined = await ask(leg, callId, asked.nextStep, { digits: '1' });
    const again = await ask(leg, callId, 'm1');
    expect(verbs(again)).toEqual(['join']);
    expect(verbs(await ask(leg, callId, joined.nextStep, { point: 'left' }))).toEqual([]);
    expect(await find(leg.id)).toMatchObject({ state: 'joined' });
    expect(ended).toEqual([]);
  });

  test.each([
    ['declined', { digits: '2' }], ['declined', { digits: '' }], ['machine', { answeredBy: 'machine' }],
  ] as const)('ends %s after %j', async (outcome, answer) => {
    const { leg, callId } = await placed();
    const step = 'digits' in answer ? (await ask(leg, callId, 'start')).nextStep : 'start';
    expect(verbs(await ask(leg, callId, step, answer))).toEqual(['hang-up']);
    await tell(leg, callId, 'completed');
    expect(ended).toEqual([`${leg.id} ${outcome}`]);
  });

  test.each(['busy', 'no-answer', 'failed', 'canceled'] as const)('ends %s as the provider tells, once, in any order', async (state) => {
    const { leg, callId } = await placed();
    for (const one of [state, 'ringing', state, 'completed'] as const) await tell(leg, callId, one);
    expect(ended).toEqual([`${leg.id} ${state}`]);
    expect(await find(leg.id)).toMatchObject({ state: 'ended', outcome: state });
    expect(verbs(await ask(leg, callId, 'start'))).toEqual(['hang-up']);
  });

  test('picked up and gone before anything was chosen', async () => {
    const { leg, callId } = await placed();
    await tell(leg, callId, 'in-progress');
    await tell(leg, callId, 'completed');
    expect(ended).toEqual([`${leg.id} answered`]);
  });

  test('its webhooks may come before the answer to the request that dialled it', async () => {
    const leg = await wanted();
    sender.legFates.push(async () => {
      await ask(leg, 'CAearly', 'start');
      return { kind: 'placed', callId: 'CAearly' };
    });
    await steering().placeLeg(leg.id);
    expect(await find(leg.id)).toMatchObject({ state: 'ringing', providerCallId: 'CAearly' });
    expect(heard).toHaveLength(1);
  });

  test.each([['an unknown leg', newId()], ['no leg at all', ''], ['NUL', '\u0000'], ['an SQL', "' or 1=1 --"]])('%s is hung up', async (_what, legId) => {
    const answer = await line().answer({ legId, callId: 'CAx', step: 'start', point: 'turn', digits: null, answeredBy: null });
    expect(verbs(answer)).toEqual(['hang-up']);
    await line().status({ legId, callId: 'CAx', state: 'completed', seconds: 1 });
  });

  test('another call that names the leg is hung up and changes nothing', async () => {
    const { leg } = await placed();
    expect(verbs(await ask(leg, 'CAstranger', 'start'))).toEqual(['hang-up']);
    await tell(leg, 'CAstranger', 'completed');
    expect(await find(leg.id)).toMatchObject({ state: 'ringing' });
    expect([heard, ended]).toEqual([[], []]);
  });

  test('a leg whose purpose nobody knows is hung up', async () => {
    const leg = await wanted('callback-agent');
    expect(verbs(await ask(leg, 'CAodd', 'start'))).toEqual(['hang-up']);
  });
});

describe('dialling', () => {
  test('many processes dial a leg once', async () => {
    const leg = await wanted();
    const before = sender.legs.length;
    await Promise.all(Array.from({ length: 6 }, () => steering().placeLeg(leg.id)));
    expect(sender.legs.length - before).toBe(1);
  });

  test('out of reach, it stays wanted and is found again, up to a minute', async () => {
    const leg = await wanted();
    sender.isDown = true;
    await expect(steering().placeLeg(leg.id)).rejects.toMatchObject({ retryable: true });
    expect(await find(leg.id)).toMatchObject({ state: 'wanted' });
    expect(await desk.backlog.lateSignals(desk.clock.now(), 100)).not.toContainEqual({ kind: 'place-leg', legId: leg.id });
    desk.clock.advance(3);
    expect(await desk.backlog.lateSignals(desk.clock.now(), 100)).toContainEqual({ kind: 'place-leg', legId: leg.id });
    desk.clock.advance(60);
    sender.isDown = false;
    await steering().placeLeg(leg.id);
    expect(ended).toEqual([`${leg.id} failed`]);
  });

  test('without a line out, and with a refused number, it fails', async () => {
    const none = await wanted();
    await steering(null).placeLeg(none.id);
    const refused = await wanted();
    sender.legFates.push(async () => ({ kind: 'refused', code: '21211', message: 'no such number' }));
    await steering().placeLeg(refused.id);
    expect(ended).toEqual([`${none.id} failed`, `${refused.id} failed`]);
  });

  test('one of which nothing more was heard is concluded', async () => {
    const { leg } = await placed();
    desk.clock.advance(leg.ringSeconds + 61);
    const due = await desk.backlog.lateSignals(desk.clock.now(), 100);
    expect(due).toContainEqual({ kind: 'place-leg', legId: leg.id });
    await steering().placeLeg(leg.id);
    expect(ended).toEqual([`${leg.id} no-answer`]);
  });

  test('not wanted any more: before it was dialled it never is, after that it is hung up', async () => {
    const leg = await wanted();
    await desk.transact((stores) => dropLeg(stores, leg, desk.clock.now()));
    const before = sender.legs.length;
    await steering().moveLeg(leg.id);
    await steering().placeLeg(leg.id);
    expect(sender.legs.length).toBe(before);
    expect(ended).toEqual([`${leg.id} canceled`]);

    const ringing = await placed();
    await desk.transact(async (stores) => dropLeg(stores, (await stores.legs.find(ringing.leg.id)) ?? ringing.leg, desk.clock.now()));
    await steering().moveLeg(ringing.leg.id);
    expect(sender.steered.at(-1)).toMatchObject({ callId: ringing.callId, to: 'hung-up' });
    expect(ended.at(-1)).toBe(`${ringing.leg.id} canceled`);
  });

  test('dropped while it is being dialled: hung up as soon as its call is known', async () => {
    const leg = await wanted();
    sender.legFates.push(async () => {
      await desk.transact(async (stores) => dropLeg(stores, (await stores.legs.find(leg.id)) ?? leg, desk.clock.now()));
      return { kind: 'placed', callId: 'CAlate' };
    });
    await steering().placeLeg(leg.id);
    expect(desk.signals).toContainEqual({ kind: 'move-leg', legId: leg.id, version: 1 });
    await steering().moveLeg(leg.id);
    expect(sender.steered.at(-1)).toMatchObject({ callId: 'CAlate', to: 'hung-up' });
  });

  test('an end is concluded once by whoever is first', async () => {
    const { leg } = await placed();
    await Promise.all(['busy', 'failed', 'no-answer'].map((outcome) => desk.transact(async (stores) => {
      await stores.calls.serialise(leg.room);
      await endLeg(stores, { consult: script }, leg, outcome === 'busy' ? 'busy' : 'failed', desk.clock.now());
    })));
    expect(ended).toHaveLength(1);
    const { rows } = await sql<{ outcome: string }>`select outcome from call_legs where id = ${leg.id}`.execute(desk.database.db);
    expect(ended[0]).toBe(`${leg.id} ${rows[0]?.outcome ?? ''}`);
  });
});
