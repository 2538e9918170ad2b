import { expect, test } from 'vitest';
import type { Signal } from '../../src/core/index.ts';
import { createDispatcher } from '../../src/jobs/index.ts';
import { createRaisedLately } from '../../src/jobs/raised-lately.ts';

const route = (ticketId: number): Signal => ({ kind: 'route-ticket', ticketId: String(ticketId), routingVersion: 1, priority: null });

function watch() {
  const added: Record<'calls' | 'routing' | 'delivery' | 'files' | 'hooks' | 'learning', number[]> = { calls: [], routing: [], delivery: [], files: [], hooks: [], learning: [] };
  const queue = (name: keyof typeof added) => ({
    add: (jobs: unknown[]) => Promise.resolve(void added[name].push(jobs.length)),
    close: () => Promise.resolve(),
  });
  const queues = { calls: queue('calls'), routing: queue('routing'), delivery: queue('delivery'), files: queue('files'), hooks: queue('hooks'), learning: queue('learning') };
  const faults: unknown[] = [];
  return { added, faults, dispatcher: createDispatcher(queues, (error) => faults.push(error)), queues };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('few jobs go at once; in a flood they are gathered, and a call is kept waiting by neither', async () => {
  const { added, dispatcher } = watch();
  for (let id = 1; id <= 3; id += 1) {
    dispatcher.dispatch([route(id)]);
    await turn();
  }
  expect(added.routing).toEqual([1, 1, 1]);
  dispatcher.dispatch([4, 5, 6, 7].map(route));
  await turn();
  for (let id = 8; id <= 20; id += 1) {
    dispatcher.dispatch([route(id), { kind: 'move-call', callId: String(id), version: 1 }]);
    await turn();
  }
  expect(added).toMatchObject({ routing: [1, 1, 1, 4], calls: Array.from({ length: 13 }, () => 1) });
  await dispatcher.settled();
  expect(added.routing).toEqual([1, 1, 1, 4, 13]);
});

test('what cannot be handed on is told and dropped, and what comes later goes', async () => {
  const { added, faults, dispatcher, queues } = watch();
  const { add } = queues.routing;
  queues.routing.add = () => Promise.reject(new Error('out of reach'));
  dispatcher.dispatch([route(1)]);
  await dispatcher.settled();
  queues.routing.add = add;
  dispatcher.dispatch([route(2), route(2)]);
  await dispatcher.settled();
  expect(added.routing).toEqual([1]);
  expect(faults.map(String)).toEqual(['Error: out of reach']);
});

test('what is late at every look is raised again after a while, and what may be tried often each time', () => {
  const notRaisedLately = createRaisedLately();
  const match: Signal = { kind: 'match-agent', agentId: 'a' };
  const deliver: Signal = { kind: 'deliver-reply', deliveryId: 'd' };
  const second = (at: number) => new Date(at * 1_000);
  expect(notRaisedLately([route(1), match, deliver], second(0))).toEqual([route(1), match, deliver]);
  expect(notRaisedLately([route(1), route(2), match, deliver], second(1))).toEqual([route(2), match]);
  expect(notRaisedLately([{ kind: 'route-ticket', ticketId: '1', routingVersion: 2, priority: null }], second(1))).toHaveLength(1);
  expect(notRaisedLately([route(1), route(2), deliver], second(3))).toEqual([route(1), deliver]);
});
