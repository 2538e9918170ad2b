import type { Kysely } from 'kysely';
import type { Signal, Transact } from '../../src/core/index.ts';
import type { NewEvent } from '../../src/desk/events/index.ts';
import { collectEvents } from './event-log.ts';
import { canRunAgain, translateFault } from './faults.ts';
import { storesOn, type PostgresStores, type TransactionParts } from './stores.ts';

/** Told once after each commit: what should happen next, and what happened. */
export type OnCommitted = (signals: Signal[], events: NewEvent[]) => void;

const mostRuns = 5;

/**
 * Transactions over all stores. Signals raised inside are handed on only after the commit. Deadlocks and serialization
 * failures run again; a database out of reach is `unavailable` (503).
 */
export function createTransact(
  db: Kysely<unknown>,
  onCommitted: OnCommitted,
  rules: Pick<TransactionParts, 'wrapUp' | 'tellsOffers'>,
): Transact<PostgresStores> {
  return async (work) => {
    for (let run = 1; ; run += 1) {
      const signals: Signal[] = [];
      const events = collectEvents();
      try {
        const result = await runOnce(db, work, events, { ...rules, signals: { raise: (signal) => signals.push(signal) } });
        onCommitted(signals, events.collected);
        return result;
      } catch (error) {
        if (canRunAgain(error) && run < mostRuns) continue;
        throw translateFault(error);
      }
    }
  };
}

/**
 * The events of a transaction are its last statement, sent together with the COMMIT. When they cannot be stored,
 * PostgreSQL has ended the transaction already and makes a ROLLBACK of the COMMIT behind them.
 */
async function runOnce<T>(
  db: Kysely<unknown>,
  work: (stores: PostgresStores) => Promise<T>,
  events: ReturnType<typeof collectEvents>,
  others: Omit<TransactionParts, 'events'>,
): Promise<T> {
  let stored: Promise<unknown> = Promise.resolve();
  const result = await db.transaction().execute(async (transaction) => {
    const done = await work(storesOn(transaction, { ...others, events }));
    stored = events.store(transaction);
    // Awaited below; without this a failure would count as unhandled while the COMMIT is under way.
    stored.catch(() => undefined);
    return done;
  });
  await stored;
  return result;
}
