import { expect, test } from 'vitest';
import { createRelay } from '../../src/jobs/index.ts';
import type { Signal } from '../../src/core/index.ts';

test('what fails for one is told and keeps nothing else waiting', async () => {
  const done: string[] = [];
  const faults: unknown[] = [];
  const failing = (name: string) => () => Promise.reject(new Error(name));
  const late: Signal[] = [{ kind: 'match-agent', agentId: 'a' }];
  const relay = createRelay({
    backlog: {
      dueOffers: () => Promise.resolve(['bad', 'good']),
      dueToWake: () => Promise.resolve(['bad', 'good']),
      dueToStep: () => Promise.resolve(['bad', 'good']),
      wrapUpsOver: () => Promise.resolve(['bad', 'good']),
      lateSignals: () => Promise.resolve(late),
    },
    offers: {
      expire: (id) => (id === 'bad' ? failing('expire')() : Promise.resolve(done.push(`expired ${id}`) > 0)),
      accept: failing('unused'), decline: failing('unused'), withdraw: failing('unused'),
    },
    presence: {
      withdrawAbsent: failing('absent'), signOffVanished: failing('vanished'), setAvailability: failing('unused'),
      markSeen: failing('unused'), force: failing('unused'), signOff: failing('unused'),
    },
    waitSteps: { take: (id) => (id === 'bad' ? failing('step')() : Promise.resolve(done.push(`stepped ${id}`) > 0)) },
    wrapUps: { expire: (id) => (id === 'bad' ? failing('wrap-up')() : Promise.resolve(done.push(`wrapped ${id}`) > 0)) },
    wake: (id) => (id === 'bad' ? failing('wake')() : Promise.resolve(done.push(`woken ${id}`) > 0)),
    dispatch: (signals) => done.push(`raised ${signals.length}`),
    sweep: failing('sweep'),
    clock: { now: () => new Date(0) },
    onFault: (error) => faults.push(error),
  });
  await relay.tick();
  expect(done).toEqual(['expired good', 'woken good', 'stepped good', 'wrapped good', 'raised 1']);
  expect(faults.map(String)).toEqual(['Error: expire', 'Error: absent', 'Error: vanished', 'Error: wake', 'Error: step', 'Error: wrap-up', 'Error: sweep']);
});

test('what is kept for a time only is swept out once an hour', async () => {
  let now = 0;
  const sweptAt: number[] = [];
  const nothing = () => Promise.resolve([]);
  const relay = createRelay({
    backlog: { dueOffers: nothing, dueToWake: nothing, dueToStep: nothing, wrapUpsOver: nothing, lateSignals: nothing },
    offers: unused,
    presence: { ...unused, withdrawAbsent: () => Promise.resolve(), signOffVanished: () => Promise.resolve(0) },
    waitSteps: { take: unused.expire },
    wrapUps: unused,
    wake: unused.expire,
    dispatch: () => undefined,
    sweep: async (at) => void sweptAt.push(at.getTime()),
    clock: { now: () => new Date(now) },
    onFault: (error) => {
      throw error;
    },
  });
  const minute = 60_000;
  for (now = 0; now <= 150 * minute; now += 10 * minute) await relay.tick();
  expect(sweptAt).toEqual([0, 60 * minute, 120 * minute]);
});

const refuse = () => Promise.reject(new Error('not asked for here'));
const unused = {
  expire: refuse, accept: refuse, decline: refuse, withdraw: refuse, setAvailability: refuse, markSeen: refuse, force: refuse, signOff: refuse,
};
