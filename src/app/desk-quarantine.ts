import { createQuarantineReader } from '../../adapters/postgres/quarantine-store.ts';
import { createQuarantine, createQuarantined, type TakeInAgain } from '../desk/quarantine/index.ts';
import type { ContentStore } from '../desk/files/index.ts';
import type { DeskGround } from './desk-parts.ts';

/** What could not be taken in: kept with its bytes, and looked into by people. */
export function composeQuarantine(
  { database, transact, clock }: DeskGround,
  { content, takeIn }: { content: ContentStore; takeIn: TakeInAgain },
) {
  return {
    quarantine: createQuarantine({ transact, content, clock }),
    quarantined: createQuarantined({ transact, reader: createQuarantineReader(database.db), content, takeIn, clock }),
  };
}
