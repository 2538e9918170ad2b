import { setTimeout as delay } from 'node:timers/promises';
import type { Signal } from '../core/index.ts';
import type { JobQueue } from './engine.ts';
import { jobFor, type Job } from './jobs.ts';

export interface Dispatcher {
  /** Hands signals on as jobs, soon and many at once; never throws and never makes the caller wait. */
  dispatch(signals: Signal[]): void;
  /** Resolves when what was dispatched so far has been handed on. */
  settled(): Promise<void>;
}

/** Jobs that came while others were handed on, from which on more are likely to come. */
const flood = 4;
/** Milliseconds for which what comes in a flood is gathered: a job added among many costs a quarter of one added alone. */
const gathersFor = 100;

/** Turns signals into jobs. A signal that cannot be handed on now is dropped: the relay finds what is behind. */
export function createDispatcher(queues: Record<Job['queue'], JobQueue>, onFault: (error: unknown) => void): Dispatcher {
  const lines = {
    // Somebody is on the line: nothing of theirs is gathered.
    calls: createLine(queues.calls, 0, onFault),
    routing: createLine(queues.routing, gathersFor, onFault),
    delivery: createLine(queues.delivery, gathersFor, onFault),
    files: createLine(queues.files, gathersFor, onFault),
    hooks: createLine(queues.hooks, gathersFor, onFault),
    learning: createLine(queues.learning, gathersFor, onFault),
  };
  return {
    dispatch: (signals) => {
      for (const signal of signals) {
        const job = jobFor(signal);
        lines[job.queue].add(job);
      }
    },
    settled: async () => {
      await Promise.all(Object.values(lines).map((line) => line.settled()));
    },
  };
}

/** Jobs on their way to one queue. */
function createLine(queue: JobQueue, gathersFor: number, onFault: (error: unknown) => void) {
  let waiting = new Map<string, Job>();
  let running: Promise<void> | null = null;

  const flush = async () => {
    while (waiting.size > 0) {
      const jobs = [...waiting.values()];
      waiting = new Map();
      await queue.add(jobs).catch(onFault);
      if (jobs.length >= flood && gathersFor > 0) await delay(gathersFor);
    }
    running = null;
  };

  return {
    add: (job: Job) => {
      waiting.set(`${job.name} ${JSON.stringify(job.data)}`, job);
      running ??= Promise.resolve().then(flush);
    },
    settled: () => running ?? Promise.resolve(),
  };
}
