import type { Locale } from '../../core/index.ts';

/** `waiting`: for its turn or its time; `dialling`: an agent took it and the telephones ring; `done`: the customer picked up. */
export type CallbackState = 'waiting' | 'dialling' | 'done' | 'failed' | 'cancelled';

/** The desk calls the customer: asked for by them, or by an agent who wants to talk to them now. A ticket has at most one that is open. */
export interface Callback {
  id: string;
  ticketId: string;
  askedBy: 'customer' | 'agent';
  /** E.164. */
  number: string;
  /** Our number that the customer sees, in E.164; null when none is known. */
  fromNumber: string | null;
  /** The language in which the customer is spoken to. */
  locale: Locale;
  /** Not before this moment; null: when their turn comes. */
  askedFor: Date | null;
  state: CallbackState;
  /** How often the customer's telephone was rung. */
  tries: number;
  createdAt: Date;
  endedAt: Date | null;
}

/** How an open callback ends. */
export type CallbackEnd = Extract<CallbackState, 'done' | 'failed' | 'cancelled'>;

export interface CallbackStore {
  /** Opens a callback. One that is still open for the ticket ends `cancelled` first. */
  open(callback: Callback): Promise<void>;
  find(callbackId: string): Promise<Callback | null>;
  openOfTicket(ticketId: string): Promise<Callback | null>;
  /** How many other tickets have an open callback to this number. */
  countOpenTo(number: string, otherThan: { ticketId: string }): Promise<number>;
  /** In E.164: the telephone of the ticket's customer that was used last, and the number of ours they used it with. */
  numbersOfCustomer(ticketId: string): Promise<{ theirs: string | null; ours: string | null }>;
  save(callback: Pick<Callback, 'id' | 'state' | 'tries' | 'askedFor'>): Promise<void>;
  /** Ends an open callback; false when it had ended before. */
  end(callbackId: string, end: CallbackEnd, at: Date): Promise<boolean>;
}
