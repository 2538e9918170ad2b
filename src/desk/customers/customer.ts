import type { Address, Locale } from '../../core/index.ts';
import type { AddressView, TicketSummary } from '../tickets/index.ts';

export interface Customer {
  id: string;
  name: string | null;
  /** The language the desk speaks with them unless they choose another. */
  locale: Locale;
  /** The key of their plan in desk.yaml; null: none. */
  plan: string | null;
}

/** A customer as agents see them. */
export interface CustomerProfile extends Customer {
  addresses: AddressView[];
  /** The latest, newest first. */
  tickets: TicketSummary[];
}

/** Customers inside one transaction. */
export interface CustomerStore {
  /** Locks the row until the transaction ends; null when there is none. */
  lock(customerId: string): Promise<Customer | null>;
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
  read(customerId: string, locale?: Locale): Promise<CustomerProfile | null>;
}
