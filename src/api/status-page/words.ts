import type { Locale } from '../../core/index.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';

/** What a customer is told of a ticket's state. */
export type StateWord =
  | 'received' | 'queued' | 'assigned' | 'waitingForCustomer' | 'waitingForVendor' | 'resolved' | 'closed' | 'cancelled';

export interface StatusPageWords {
  ticket: string;
  state: string;
  states: Record<StateWord, string>;
  opened: string;
  due: string;
  messages: string;
  noMessages: string;
  you: string;
  desk: string;
  inOtherLanguage: string;
  privateLink: string;
  notFoundTitle: string;
  notFound: string;
  unavailableTitle: string;
  unavailable: string;
}

export const statusPageWords: Record<Locale, StatusPageWords> = { es, en };
