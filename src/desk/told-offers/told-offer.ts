import type { Priority } from '../definition/index.ts';
import type { OfferOutcome } from '../routing/index.ts';

/** A message in a workspace: its room, and its name there. */
export interface MessagePlace {
  channel: string;
  ts: string;
}

/** `untold`: its agent was not told and will not be. */
export type ToldStatus = 'queued' | 'sending' | 'told' | 'untold';

/** An offer that its agent is told of outside of the console, with all that is told of it. */
export interface ToldOffer {
  offerId: string;
  status: ToldStatus;
  tries: number;
  nextTryAt: Date;
  updatedAt: Date;
  place: MessagePlace | null;
  endedToldAt: Date | null;
  agent: { id: string; email: string; phone: string | null };
  live: boolean;
  expiresAt: Date;
  /** Null while it is open. */
  outcome: OfferOutcome | null;
  ticketNumber: number;
  subject: string;
  priority: Priority | null;
  dueAt: Date | null;
}

export interface ToldOfferStore {
  /** Locks its row until the transaction ends; null when its agent is not to be told. */
  lock(offerId: string): Promise<ToldOffer | null>;
  set(offerId: string, to: {
    status?: ToldStatus; tries?: number; nextTryAt?: Date; place?: MessagePlace; reason?: string; toldAt?: Date; endedToldAt?: Date; at: Date;
  }): Promise<void>;
}

/** Where agents are told of offers. Both throw a retryable AppError when nothing was done for certain, and any other error when that is not known. */
export interface OfferOutlet {
  /** Null: nobody there has this agent's address. */
  tell(offer: ToldOffer): Promise<MessagePlace | null>;
  /** Makes the message say what is true now; done again it changes nothing. */
  change(place: MessagePlace, offer: ToldOffer): Promise<void>;
}
