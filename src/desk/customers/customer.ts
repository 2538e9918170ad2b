import type { Address, Locale } from '../../core/index.ts';
import type { AddressView, TicketSummary } from '../tickets/index.ts';

export interface Customer {
  id: string;
  name: string | null;
  /** The language the desk speaks with them unless they choose another. */
  locale: Locale;
  /** The key of their plan in desk.yaml; null: none. */
  plan: string | null;
  /** What colleagues should know; '' when nothing is noted. */
  notes: string;
}

/** A change of who a customer is, as it was told of. */
export interface CustomerLogEntry {
  at: Date;
  name: string;
  actor: { kind: string; id: string | null; name: string | null };
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** A customer as agents see them. */
export interface CustomerProfile extends Customer {
  addresses: AddressView[];
  /** The latest, newest first. */
  tickets: TicketSummary[];
  /** Customers that were merged into this one, the latest first. */
  mergedFrom: { id: string; name: string | null; at: Date }[];
  /** The latest changes, newest first. */
  log: CustomerLogEntry[];
}

/** A customer in a list. `open` tickets and `tickets` are counted up to 1,000. */
export interface CustomerEntry {
  id: string;
  name: string | null;
  locale: Locale;
  plan: string | null;
  addresses: AddressView[];
  open: number;
  tickets: number;
  lastTicketAt: Date | null;
}

export interface CustomerQuery {
  /** Parts of name, address or telephone number; accents and case do not matter. */
  q: string;
  limit: number;
  cursor?: string | undefined;
}

/** One thing that was said between a customer and the desk, on whichever channel. */
export interface HistoryItem {
  id: string;
  at: Date;
  kind: 'contact' | 'reply';
  channel: string;
  /** Public number; null when it became no ticket. */
  ticket: number | null;
  /** Its beginning. */
  text: string;
  outcome: string;
  /** Who answered; null: the customer wrote, or the desk by itself. */
  agent: string | null;
}

/** A locked customer with where they went, if they were merged. */
export type MergeableCustomer = Customer & { mergedInto: string | null };

export interface MergedParts {
  ticketIds: string[];
  addresses: Address[];
  contacts: number;
}

/** Customers inside one transaction. */
export interface CustomerStore {
  /** Locks the row until the transaction ends; null when there is none, or it was merged into another. */
  lock(customerId: string): Promise<Customer | null>;
  /** Makes this transaction the only one that takes contacts of these addresses in, until it ends. */
  serialise(addresses: Address[]): Promise<void>;
  addressesOf(customerIds: string[]): Promise<Address[]>;
  /** Locks the tickets of `fromId`, then both customers; those there are. */
  lockForMerge(fromId: string, intoId: string): Promise<MergeableCustomer[]>;
  /** Repoints everything of a locked customer to another locked one, also what was merged into it before. */
  mergeInto(fromId: string, intoId: string, at: Date): Promise<MergedParts>;
  /** Whose the address is from now on: theirs when it was nobody's, else whose it was. */
  addAddress(customerId: string, address: Address, about: { at: Date; verified: boolean }): Promise<{ ownerId: string; isNews: boolean }>;
  /** Null when they have no such address. `in-use`: an answer on a ticket that is not settled would go there. */
  removeAddress(customerId: string, address: Address): Promise<'removed' | 'in-use' | null>;
  change(customer: Customer): Promise<void>;
  /** Notes since when an address of a locked customer is known to be theirs, or that it is not; null when they have no such address, false when that was so already. */
  setVerified(customerId: string, address: Address, at: Date | null): Promise<boolean | null>;
  /** Notes that mail to an address of a locked customer arrives; null when they have no such address, false when nothing said otherwise. */
  setDeliverable(customerId: string, address: Address): Promise<boolean | null>;
  /** The key of a customer's plan, or null. */
  planOf(customerId: string): Promise<string | null>;
}

/** Reads customers for people, outside of any transaction. */
export interface CustomerReader {
  /** Of one who was merged: whom they were merged into. */
  read(customerId: string, locale?: Locale): Promise<CustomerProfile | null>;
  /** By name, those without one last. Throws `invalid_input` for a cursor that is none. */
  search(query: CustomerQuery): Promise<{ customers: CustomerEntry[]; nextCursor: string | null }>;
  /** What was said before the moment `before`, newest first; null when there is no such customer. */
  history(customerId: string, query: { before?: Date | undefined; limit: number }): Promise<HistoryItem[] | null>;
}
