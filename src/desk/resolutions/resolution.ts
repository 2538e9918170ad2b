import type { Address, Clock, Locale, Transact } from '../../core/index.ts';
import { customerActor } from '../events/index.ts';
import { confirmSolution } from '../portal/index.ts';
import { isRateable, rateTicket, type Rating, type RatingStore } from '../ratings/index.ts';
import { effectOfWriting, type Ticket } from '../tickets/index.ts';
import { reopenTicket, type WorkStores } from '../work/index.ts';

/** The message by which a customer was told that their ticket is solved. */
export interface ToldResolution {
  replyId: string;
  ticketId: string;
  text: string;
  locale: Locale;
  /** The moment of the solution that it tells of. */
  resolvedAt: Date;
}

export interface ResolutionStore {
  /** Null when no message that tells of a solution has this id. */
  find(replyId: string): Promise<ToldResolution | null>;
  /** Whether this address is the customer's whose ticket it is. */
  owns(ticketId: string, address: Address): Promise<boolean>;
}

/** How things stand with the solution that a message told of. `over`: the ticket went on another way. */
export interface ResolutionStanding extends Pick<ToldResolution, 'replyId' | 'text' | 'locale'> {
  stands: 'asked' | 'confirmed' | 'reopened' | 'over';
  rating: Rating | null;
  rateable: boolean;
}

/** `done` also when it was so before; `not-yours`: the ticket is another customer's; `over`: it cannot be said any more. */
export interface ResolutionAnswer {
  outcome: 'done' | 'not-yours' | 'over';
  standing: ResolutionStanding;
}

/** What customers answer to a solution where they were told of it. Null: there is no such message. */
export interface Resolutions {
  read(replyId: string): Promise<ResolutionStanding | null>;
  /** The solution holds: the ticket is closed for good. */
  confirm(replyId: string, by: Address): Promise<ResolutionAnswer | null>;
  /** It does not hold: the ticket goes back to work. */
  reopen(replyId: string, by: Address, reason: string | null): Promise<ResolutionAnswer | null>;
  rate(replyId: string, by: Address, said: Pick<Rating, 'score' | 'comment'>): Promise<ResolutionAnswer | null>;
  /** Whether this address is the customer's who was told. */
  isAsked(replyId: string, by: Address): Promise<boolean>;
}

type Stores = WorkStores & { ratings: RatingStore; resolutions: ResolutionStore };

export function createResolutions<All extends Stores>(parts: { transact: Transact<All>; textCost: number; reopenDays: number; clock: Clock }): Resolutions {
  const { transact, textCost, reopenDays, clock } = parts;

  const standingOf = async (stores: Stores, told: ToldResolution, ticket: Ticket, at: Date): Promise<ResolutionStanding> => {
    const rating = await stores.ratings.find(ticket.id);
    const { replyId, text, locale } = told;
    const stands = standsNow(told, ticket);
    return { replyId, text, locale, stands, rating, rateable: stands === 'confirmed' && isRateable(ticket, rating, at) };
  };

  /** Runs one answer on the locked ticket, of the customer whose it is alone. */
  const answer = (replyId: string, by: Address, change: (stores: Stores, ticket: Ticket, stands: ResolutionStanding['stands'], at: Date) => Promise<boolean>) =>
    transact(async (stores): Promise<ResolutionAnswer | null> => {
      const told = await stores.resolutions.find(replyId);
      const was = told && (await stores.tickets.lock(told.ticketId));
      if (!told || !was) return null;
      const at = clock.now();
      if (!(await stores.resolutions.owns(was.id, by))) return { outcome: 'not-yours', standing: await standingOf(stores, told, was, at) };
      const isDone = await change(stores, was, standsNow(told, was), at);
      const is = (await stores.tickets.lock(was.id)) ?? was;
      return { outcome: isDone ? 'done' : 'over', standing: await standingOf(stores, told, is, at) };
    });

  return {
    read: (replyId) =>
      transact(async (stores) => {
        const told = await stores.resolutions.find(replyId);
        const ticket = told && (await stores.tickets.lock(told.ticketId));
        return told && ticket ? standingOf(stores, told, ticket, clock.now()) : null;
      }),
    confirm: (replyId, by) =>
      answer(replyId, by, async (stores, ticket, stands, at) => {
        if (stands === 'asked') await confirmSolution(stores, ticket, { textCost, at });
        return stands === 'asked' || stands === 'confirmed';
      }),
    reopen: (replyId, by, reason) =>
      answer(replyId, by, async (stores, ticket, stands, at) => {
        if (stands === 'reopened') return true;
        if (stands !== 'asked' || effectOfWriting(ticket, reopenDays, at) !== 'reopens') return false;
        await reopenTicket(stores, ticket, customerActor, reason, at);
        return true;
      }),
    rate: (replyId, by, said) =>
      answer(replyId, by, async (stores, ticket, stands, at) => {
        if (stands !== 'confirmed') return false;
        const rated = await rateTicket(stores, ticket, said, at);
        return rated === 'rated' || rated === 'unchanged';
      }),
    isAsked: (replyId, by) =>
      transact(async (stores) => {
        const told = await stores.resolutions.find(replyId);
        return told !== null && stores.resolutions.owns(told.ticketId, by);
      }),
  };
}

/** Whether the ticket still is where the message left it, or which way it went. */
function standsNow(told: ToldResolution, ticket: Ticket): ResolutionStanding['stands'] {
  if (ticket.mergedInto !== null || ticket.status === 'cancelled') return 'over';
  const isSame = ticket.resolvedAt?.getTime() === told.resolvedAt.getTime();
  if (ticket.status === 'resolved') return isSame ? 'asked' : 'over';
  if (ticket.status === 'closed') return isSame ? 'confirmed' : 'over';
  return 'reopened';
}
