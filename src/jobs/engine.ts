import { Queue, UnrecoverableError, Worker, createPostgresBackend, withBackend, type JobsOptions } from 'bullmq';
import { AppError } from '../core/index.ts';
import type { Job } from './jobs.ts';

/** Where jobs are kept. They are derived from the desk's database, so either may be emptied at any moment. */
export type JobBackend = { kind: 'postgres'; url: string } | { kind: 'redis'; url: string; prefix?: string };

export interface JobQueue {
  /** Adds all in one go; a job whose id is still known is left out. Rejects soon when the backend is out of reach. */
  add(jobs: Job[]): Promise<void>;
  close(): Promise<void>;
}

export interface JobWorker {
  close(): Promise<void>;
}

export interface JobEngine {
  openQueue(name: string): JobQueue;
  openWorker(name: string, concurrency: number, handle: (name: string, data: unknown) => Promise<void>): JobWorker;
}

const schema = 'bullmq';
const triesPerJob = 3;
/** The jobs of a worker that died go to another within 15 s; one that lives renews its claims. In milliseconds. */
const claims = { lockDuration: 10_000, stalledInterval: 5_000 };

/** BullMQ on PostgreSQL or on Redis, with the same behaviour. `onFault` hears of lost connections and failed jobs. */
export function createJobEngine(backend: JobBackend, onFault: (error: Error) => void): JobEngine {
  return backend.kind === 'postgres' ? postgresEngine(backend.url, onFault) : redisEngine(backend, onFault);
}

/** Brings BullMQ's own tables up to date, once at start, so that its many pools need not. */
export async function prepareJobBackend(backend: JobBackend): Promise<void> {
  if (backend.kind !== 'postgres') return;
  const { Queue: PostgresQueue } = withBackend(createPostgresBackend);
  const queue = new PostgresQueue('prepare', {
    connection: { connectionString: backend.url, schema, max: 1, migrate: true },
  });
  queue.on('error', () => undefined);
  try {
    await queue.waitUntilReady();
  } finally {
    await queue.close();
  }
}

function postgresEngine(url: string, onFault: (error: Error) => void): JobEngine {
  const bound = withBackend(createPostgresBackend);
  // Jobs are derived: a job lost with a crash of the server is added again, so its commits need not wait for the disk.
  const connection = { connectionString: url, schema, max: 2, migrate: true, options: '-c synchronous_commit=off' };
  return {
    openQueue: (name) => wrapQueue(new bound.Queue(name, { connection, skipMetasUpdate: true }), onFault),
    openWorker: (name, concurrency, handle) =>
      wrapWorker(new bound.Worker(name, (job) => run(handle, job), { connection, concurrency, ...claims }), onFault),
  };
}

function redisEngine(backend: { url: string; prefix?: string }, onFault: (error: Error) => void): JobEngine {
  const prefix = backend.prefix ?? 'ventanilla';
  return {
    openQueue: (name) => {
      // A producer fails fast: the job stays due in PostgreSQL and the relay adds it later.
      const connection = { url: backend.url, maxRetriesPerRequest: 1 };
      return wrapQueue(new Queue(name, { connection, prefix, skipMetasUpdate: true }), onFault);
    },
    openWorker: (name, concurrency, handle) => {
      const connection = { url: backend.url, maxRetriesPerRequest: null };
      return wrapWorker(new Worker(name, (job) => run(handle, job), { connection, prefix, concurrency, ...claims }), onFault);
    },
  };
}

async function run(handle: (name: string, data: unknown) => Promise<void>, job: { name: string; data: unknown }): Promise<void> {
  try {
    await handle(job.name, job.data);
  } catch (error) {
    if (error instanceof AppError && !error.retryable) throw new UnrecoverableError(error.message);
    throw error;
  }
}

interface BullQueue {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** On PostgreSQL a bulk makes temporary tables, which cost as much as this many single jobs. */
const worthABulk = 8;

function wrapQueue(queue: BullQueue, onFault: (error: Error) => void): JobQueue {
  queue.on('error', onFault);
  return {
    add: async (jobs) => {
      if (jobs.length < worthABulk) await Promise.all(jobs.map((job) => queue.add(job.name, job.data, optionsOf(job))));
      else await queue.addBulk(jobs.map((job) => ({ name: job.name, data: job.data, opts: optionsOf(job) })));
    },
    close: () => queue.close(),
  };
}

function optionsOf({ id, priority }: Job): JobsOptions {
  return {
    ...(id === null ? {} : { jobId: id }),
    priority,
    attempts: triesPerJob,
    backoff: { type: 'exponential', delay: 500 },
    removeOnComplete: true,
    removeOnFail: true,
  };
}

interface RunningWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: unknown, error: Error) => void): unknown;
  close(): Promise<void>;
}

function wrapWorker(worker: RunningWorker, onFault: (error: Error) => void): JobWorker {
  worker.on('error', onFault);
  worker.on('failed', (_job, error) => onFault(error));
  return { close: () => worker.close() };
}
