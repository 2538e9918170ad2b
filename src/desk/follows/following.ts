import { notFound, ticketNumber, type Clock, type Transact } from '../../core/index.ts';
import type { Ticket, TicketStore } from '../tickets/index.ts';

export interface FollowStore {
  /** Does nothing where they follow it already. */
  add(ticketId: string, agentId: string, since: Date): Promise<void>;
  remove(ticketId: string, agentId: string): Promise<void>;
  /** Whoever follows the one follows the other too. */
  carryOver(fromId: string, toId: string): Promise<void>;
}

export interface FollowStores {
  tickets: Pick<TicketStore, 'lockNumber'>;
  follows: FollowStore;
}

/** Who follows a ticket is told of each of its changes, whatever team it is in. Not a change of the ticket. */
export interface Following {
  /** Throws `not_found` (404). */
  follow(number: number, agentId: string): Promise<Ticket>;
  unfollow(number: number, agentId: string): Promise<Ticket>;
}

export function createFollowing<Stores extends FollowStores>(parts: { transact: Transact<Stores>; clock: Clock }): Following {
  const onTicket = (number: number, work: (stores: Stores, ticket: Ticket) => Promise<void>) =>
    parts.transact(async (stores) => {
      const ticket = await stores.tickets.lockNumber(number);
      if (!ticket) throw notFound(`Ticket ${ticketNumber(number)}`);
      await work(stores, ticket);
      return ticket;
    });
  return {
    follow: (number, agentId) => onTicket(number, (stores, { id }) => stores.follows.add(id, agentId, parts.clock.now())),
    unfollow: (number, agentId) => onTicket(number, (stores, { id }) => stores.follows.remove(id, agentId)),
  };
}
