import type { Kysely } from 'kysely';
import type { Signal, Transact } from '../../src/core/index.ts';
import { canRunAgain, translateFault } from './faults.ts';
import { storesOn, type PostgresStores } from './stores.ts';

const mostRuns = 5;

/**
 * Transactions over all stores. Signals raised inside are handed on only after the commit. Deadlocks and serialization
 * failures run again; a database out of reach is `unavailable` (503).
 */
export function createTransact(db: Kysely<unknown>, onCommitted: (signals: Signal[]) => void): Transact<PostgresStores> {
  return async (work) => {
    for (let run = 1; ; run += 1) {
      const signals: Signal[] = [];
      try {
        const result = await db
          .transaction()
          .execute((transaction) => work(storesOn(transaction, { raise: (signal) => signals.push(signal) })));
        onCommitted(signals);
        return result;
      } catch (error) {
        if (canRunAgain(error) && run < mostRuns) continue;
        throw translateFault(error);
      }
    }
  };
}
