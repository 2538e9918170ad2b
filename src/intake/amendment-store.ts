import type { Contact } from '../core/index.ts';

/** A contact whose words were changed or taken back. */
export type Amending = Contact & { amends: NonNullable<Contact['amends']> };

/** What is known of an amendment and of what it changes, read under the lock of both claims. */
export interface KnownAmendment {
  /** The same change came before. */
  isDuplicate: boolean;
  /** The desk does not want to hear whoever made it. */
  blocked: boolean;
  /** What it changes; null for what was never taken in, or belongs to no ticket. */
  contact: {
    id: string;
    /** The ticket it is on now. */
    ticketId: string;
    /** What it says now. */
    text: string;
    isDeleted: boolean;
    /** When it was changed last; null while it was not. */
    amendedAt: Date | null;
  } | null;
}

export interface AmendmentStore {
  /** Makes everything that follows in this transaction the only one for this change and for the contact that it changes. */
  serialise(amending: Amending): Promise<void>;
  lookUp(amending: Amending): Promise<KnownAmendment>;
  /** Stores the change, and makes its words findable on the ticket. */
  add(amending: Amending, about: { id: string; contactId: string; ticketId: string }): Promise<void>;
}
