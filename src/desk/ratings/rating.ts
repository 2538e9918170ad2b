import type { Clock, Transact } from '../../core/index.ts';
import { customerActor, type EventLog } from '../events/index.ts';
import type { Ticket, TicketStore } from '../tickets/index.ts';

/** From 1, the best, to 5. */
export const ratingScores = [1, 2, 3, 4, 5] as const;
export type RatingScore = (typeof ratingScores)[number];

/** Characters of what a customer may say beside their score. */
export const mostCommentCharacters = 2_000;

/** How long after they first said it a customer may say it otherwise. */
const changeableMs = 7 * 24 * 60 * 60_000;

/** How a customer found what was done on their ticket: one a ticket. */
export interface Rating {
  score: RatingScore;
  comment: string | null;
  ratedAt: Date;
}

export interface RatingStore {
  find(ticketId: string): Promise<Rating | null>;
  /** Stores it, or what it is from now on; when it was first given stays. */
  save(ticketId: string, rating: Rating, at: Date): Promise<void>;
}

/** What came of it. `not-solved`: nobody has said that the ticket is solved, or it is another ticket's matter now. */
export type Rated = 'rated' | 'unchanged' | 'not-solved' | 'too-late';

export interface RatingStores {
  tickets: TicketStore;
  ratings: RatingStore;
  events: EventLog;
}

/** Whether the customer may say now how they found it. */
export function isRateable(ticket: Pick<Ticket, 'status' | 'mergedInto'>, rating: Pick<Rating, 'ratedAt'> | null, at: Date): boolean {
  if (ticket.mergedInto !== null || (ticket.status !== 'resolved' && ticket.status !== 'closed')) return false;
  return rating === null || at.getTime() - rating.ratedAt.getTime() <= changeableMs;
}

/** The customer of a locked ticket says how they found what was done, once or, for 7 days, otherwise. The event has the score alone. */
export async function rateTicket(stores: RatingStores, ticket: Ticket, said: Pick<Rating, 'score' | 'comment'>, at: Date): Promise<Rated> {
  const was = await stores.ratings.find(ticket.id);
  if (!isRateable(ticket, null, at)) return 'not-solved';
  if (was?.score === said.score && was.comment === said.comment) return 'unchanged';
  if (!isRateable(ticket, was, at)) return 'too-late';
  await stores.ratings.save(ticket.id, { ...said, ratedAt: was?.ratedAt ?? at }, at);
  await stores.events.append([
    {
      name: 'ticket.rated', at, actor: customerActor, ticketId: ticket.id, agentId: ticket.agentId,
      ...(was && { before: { score: was.score } }), after: { score: said.score },
    },
  ]);
  await stores.tickets.save(ticket);
  return 'rated';
}

/** The holder of a status link says how they found it; `gone`: the link leads to no ticket. */
export type RateByLink = (link: { ticketId: string; statusKey: number }, said: Pick<Rating, 'score' | 'comment'>) => Promise<Rated | 'gone'>;

export function createRateByLink<Stores extends RatingStores>(parts: { transact: Transact<Stores>; clock: Clock }): RateByLink {
  return (link, said) =>
    parts.transact(async (stores) => {
      const ticket = await stores.tickets.lock(link.ticketId);
      if (!ticket || ticket.statusKey !== link.statusKey) return 'gone';
      return rateTicket(stores, ticket, said, parts.clock.now());
    });
}

/** How the ratings of some time were, for one team and one channel. `mean` is that of the scores, 1 the best. */
export interface RatingSum {
  /** The key of the team that has the ticket; null: none. */
  team: string | null;
  channel: string;
  count: number;
  mean: number;
}

export interface RatingReader {
  /** By team and channel, of the ratings first given from `from` on and before `to`. */
  summary(during: { from: Date; to: Date }): Promise<RatingSum[]>;
}
