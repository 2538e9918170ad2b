import type { Signal } from '../core/index.ts';
import type { JobQueue } from './engine.ts';
import { jobFor, type Job } from './jobs.ts';

export interface Dispatcher {
  /** Hands signals on as jobs, soon and many at once; never throws and never makes the caller wait. */
  dispatch(signals: Signal[]): void;
  /** Resolves when what was dispatched so far has been handed on. */
  settled(): Promise<void>;
}

/** Turns signals into jobs. A signal that cannot be handed on now is dropped: the relay finds what is behind. */
export function createDispatcher(queues: Record<Job['queue'], JobQueue>, onFault: (error: unknown) => void): Dispatcher {
  let waiting = new Map<string, Job>();
  let running: Promise<void> | null = null;

  const flush = async () => {
    while (waiting.size > 0) {
      const batch = [...waiting.values()];
      waiting = new Map();
      for (const name of ['calls', 'routing', 'delivery', 'files'] as const) {
        const jobs = batch.filter((job) => job.queue === name);
        if (jobs.length > 0) await queues[name].add(jobs).catch(onFault);
      }
    }
    running = null;
  };

  return {
    dispatch: (signals) => {
      for (const signal of signals) {
        const job = jobFor(signal);
        waiting.set(`${job.name} ${JSON.stringify(job.data)}`, job);
      }
      if (waiting.size > 0) running ??= Promise.resolve().then(flush);
    },
    settled: () => running ?? Promise.resolve(),
  };
}
