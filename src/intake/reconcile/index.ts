import type { Channel, Clock, DeliveryReceipt, InboundCall, InboundText, ProviderHistory } from '../../core/index.ts';
import type { Accept } from '../accept.ts';
import type { LegLine } from '../answer-leg.ts';
import type { CallNews } from '../call-news.ts';
import { goThroughList } from './go-through-list.ts';
import { missedCalls, type MissCall } from './missed-calls.ts';
import { missedEndings } from './missed-endings.ts';
import { missedReceipts } from './missed-receipts.ts';
import { missedRecordings } from './missed-recordings.ts';
import { missedTexts } from './missed-texts.ts';
import { createOurNumbers } from './our-numbers.ts';
import type { ReconcileStore } from './store.ts';

/** How many things were taken in that no webhook had told. */
export interface Reconciled {
  texts: number;
  calls: number;
  recordings: number;
  endings: number;
  receipts: number;
}

/**
 * Takes in what the provider knows and could not tell us, by the same claims as its webhooks, so that a late webhook
 * changes nothing. One process at a time; null when another is at it. What fails keeps no other part from its work;
 * then the run throws, and is to be done again.
 */
export type Reconcile = (signal: AbortSignal) => Promise<Reconciled | null>;

export function createReconcile(parts: {
  history: ProviderHistory;
  store: ReconcileStore;
  /** Numbers that the desk names as its own, in E.164. */
  ownNumbers: string[];
  texts: { channel: Channel<InboundText>; accept: Accept };
  calls: { channel: Pick<Channel<InboundCall>, 'name'>; missCall: MissCall };
  callNews: CallNews;
  legLine: Pick<LegLine, 'status'>;
  receive: (receipt: DeliveryReceipt) => Promise<void>;
  clock: Clock;
  onFault: (error: unknown) => void;
}): Reconcile {
  const { history, store, clock } = parts;
  const isOurs = createOurNumbers(parts.ownNumbers, store);
  const texts = missedTexts(history, store, isOurs, parts.texts);
  const calls = missedCalls(history, store, isOurs, parts.calls);
  const recordings = missedRecordings(history, store, parts);
  // Calls come before their recordings, which are of calls that are known.
  const steps: [keyof Reconciled, (signal: AbortSignal) => Promise<number>][] = [
    ['texts', (signal) => goThroughList(texts, parts, signal)],
    ['calls', (signal) => goThroughList(calls, parts, signal)],
    ['recordings', (signal) => goThroughList(recordings, parts, signal)],
    ['endings', (signal) => missedEndings(parts, signal)],
    ['receipts', (signal) => missedReceipts(parts, signal)],
  ];

  return async (signal) => {
    const startedAt = clock.now();
    const done: Reconciled = { texts: 0, calls: 0, recordings: 0, endings: 0, receipts: 0 };
    const faults: unknown[] = [];
    const wasAlone = await store.alone(async () => {
      for (const [name, work] of steps) {
        done[name] = await work(signal).catch((error: unknown) => {
          faults.push(error);
          return 0;
        });
      }
      if (faults.length === 0) await store.saveCheckpoint('run', startedAt);
    });
    if (faults.length > 0) throw faults[0];
    return wasAlone ? done : null;
  };
}
