import { Worker } from 'node:worker_threads';
import type { Train, Trained } from '../desk/lessons/index.ts';

export interface TrainingLimits {
  seconds: number;
  /** Of the thread's heap. */
  megabytes: number;
}

const usual: TrainingLimits = { seconds: 120, megabytes: 512 };

/** What stands beside this file: where the build put it beside the whole gateway, or its source, which a thread cannot read by itself. */
function openThread(megabytes: number): Worker {
  const options = { execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: megabytes } };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./train-thread.js', import.meta.url), options);
  const program = JSON.stringify(new URL('./train-thread.ts', import.meta.url).href);
  const begin = `import('tsx/esm/api').then(({ register }) => { register(); return import(${program}); })`;
  return new Worker(begin, { ...options, eval: true });
}

/**
 * Trains in a thread of its own, which is ended when it takes too long or too much, and when the signal is aborted. `onFault`
 * is told why one failed.
 */
export function createTrainAside({ onFault, ...changes }: Partial<TrainingLimits> & { onFault?: (error: unknown) => void } = {}): Train {
  const limits = { ...usual, ...changes };
  return (order, signal) =>
    new Promise((resolve, reject) => {
      const thread = openThread(limits.megabytes);
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        settle();
        void thread.terminate();
      };
      const broken = (reason: 'too-slow' | 'too-large' | 'failed') => end(() => resolve({ kind: 'broken', reason }));
      const abort = () => end(() => reject(new Error('Training a model was aborted.')));
      const timer = setTimeout(() => broken('too-slow'), limits.seconds * 1_000);
      signal.addEventListener('abort', abort);
      thread.once('message', (trained: Trained) => end(() => resolve(trained)));
      thread.once('error', (error: NodeJS.ErrnoException) => {
        const isTooLarge = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        if (!isTooLarge) onFault?.(error);
        broken(isTooLarge ? 'too-large' : 'failed');
      });
      thread.once('exit', () => broken('failed'));
      if (signal.aborted) abort();
      else thread.postMessage(order);
    });
}
