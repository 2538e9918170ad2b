import type { PostgresStores } from '../../adapters/postgres/stores.ts';
import type { Classifier } from '../desk/catalog/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { reclassifyByWords } from '../desk/routing/index.ts';
import type { Ticket } from '../desk/tickets/index.ts';
import { onCustomerWrote } from '../desk/work/index.ts';

/** What happens to a locked ticket when its customer has written more on it. */
export type HearCustomer = (stores: PostgresStores, ticket: Ticket, at: Date, words: string) => Promise<Ticket>;

/** It wakes, opens again, or is placed, where nobody could tell before what it is about. */
export function createHearCustomer(desk: DeskDefinition, classifier: Classifier): HearCustomer {
  return async (stores, ticket, at, words) => {
    const heard = await onCustomerWrote(stores, ticket, at);
    return (await reclassifyByWords(stores, desk, classifier, { ticket: heard, text: words, at })) ?? heard;
  };
}
