import type { ProcessBeats } from '../../adapters/postgres/presence-store-beats.ts';
import { systemClock, type CallControl } from '../core/index.ts';
import {
  callHandlers, createDispatcher, createLearningDue, createReconcileDue, createRelay, deliveryHandlers, fileHandlers, hookHandlers, learningHandlers, legHandlers, portalHandlers, reconcileHandlers,
  routingHandlers, toldOfferHandlers,
  type Dispatcher, type IntakeFirst, type JobEngine, type JobHandlers,
} from '../jobs/index.ts';
import type { Reconciled } from '../intake/reconcile/index.ts';
import type { Closers } from './closers.ts';
import type { DeskServices } from './desk-services.ts';
import type { JobsAtOnce } from './roles.ts';

export function openDispatcher(engine: JobEngine, onFault: (error: unknown) => void, closers: Closers): Dispatcher {
  const queues = { routing: engine.openQueue('routing'), delivery: engine.openQueue('delivery'), calls: engine.openQueue('calls'), files: engine.openQueue('files'), hooks: engine.openQueue('hooks'), learning: engine.openQueue('learning') };
  closers.push(() => Promise.all(Object.values(queues).map((queue) => queue.close())));
  return createDispatcher(queues, onFault);
}

export interface Work {
  services: DeskServices;
  atOnce: JobsAtOnce;
  beats: ProcessBeats;
  engine: JobEngine;
  /** Null while the telephone has no credentials. */
  control: CallControl | null;
  dispatcher: Dispatcher;
  intakeFirst: IntakeFirst;
  onReconciled: (done: Reconciled) => void;
  onFault: (error: unknown) => void;
  closers: Closers;
}

/** Does the jobs of all queues and keeps the time. A caller who waits for their agent never gives way to intake. */
export function startWork({ services, atOnce, beats, engine, control, dispatcher, intakeFirst, onReconciled, onFault, closers }: Work): void {
  const { transact, callNews, startOutreach, reconcile, lastReconciled } = services;
  const stopping = new AbortController();
  const open = (name: keyof JobsAtOnce, handlers: JobHandlers, giveWay: () => Promise<void>) => {
    const worker = engine.openWorker(name, atOnce[name], async (job, data) => {
      const handle = handlers[job];
      if (!handle) throw new Error(`No handler for job ${job} of queue ${name}: another version of the program added it.`);
      await giveWay();
      await handle(data);
    });
    closers.push(() => worker.close());
  };
  open('routing', routingHandlers(services), intakeFirst.giveWay);
  open('delivery', { ...deliveryHandlers(services), ...portalHandlers(services), ...toldOfferHandlers(services) }, intakeFirst.giveWay);
  const reconciling = reconcileHandlers({ reconcile, signal: stopping.signal, onReconciled });
  open('calls', { ...callHandlers({ transact, control, callerGone: callNews.callerGone, startOutreach, clock: systemClock }), ...legHandlers(services), ...reconciling }, () => Promise.resolve());
  open('files', fileHandlers({ ...services, signal: stopping.signal }), intakeFirst.giveWay);
  open('hooks', hookHandlers({ ...services, signal: stopping.signal }), intakeFirst.giveWay);
  open('learning', learningHandlers({ ...services, signal: stopping.signal }), intakeFirst.giveWay);
  // Before its worker is closed, which waits for what it is doing.
  closers.push(async () => stopping.abort());
  const reconcileDue = reconcile ? createReconcileDue(lastReconciled, systemClock) : undefined;
  const relay = createRelay({ ...services, reconcileDue, learningDue: createLearningDue(services.learning), dispatch: dispatcher.dispatch, attended: beats.anyAlive, clock: systemClock, onFault });
  relay.start();
  closers.push(() => relay.stop());
}
