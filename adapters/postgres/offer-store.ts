import { sql } from 'kysely';
import type { Assignment, AssignmentStore, Offer, OfferStore, OfferTold } from '../../src/desk/routing/index.ts';
import type { Connection } from './database.ts';
import { hasLiveWork } from './queue-lanes.ts';

interface OfferRow {
  id: string;
  ticket_id: string;
  agent_id: string;
  cost: number;
  live: boolean;
  offered_at: Date;
  expires_at: Date;
}

function toOffer(row: OfferRow): Offer {
  return {
    id: row.id, ticketId: row.ticket_id, agentId: row.agent_id, cost: row.cost, live: row.live,
    offeredAt: row.offered_at, expiresAt: row.expires_at,
  };
}

/** `tellsOffers`: agents who asked for it are told of offers outside of the console. */
export function offerStore(connection: Connection, tellsOffers: boolean): OfferStore {
  return {
    open: async (offer) => {
      const opening = sql`insert into offers (id, ticket_id, agent_id, cost, live, offered_at, expires_at)
        values (${offer.id}, ${offer.ticketId}, ${offer.agentId}, ${offer.cost}, ${offer.live}, ${offer.offeredAt},
          ${offer.expiresAt})`;
      if (!tellsOffers) {
        await opening.execute(connection);
        return { isTold: false };
      }
      const { rows } = await sql`with opened as (${opening} returning id, agent_id)
        insert into told_offers (offer_id, next_try_at, updated_at)
        select o.id, ${offer.offeredAt}, ${offer.offeredAt} from opened o join agents a on a.id = o.agent_id where a.offers_in_slack
        returning offer_id`.execute(connection);
      return { isTold: rows.length > 0 };
    },
    end: async (offerId, outcome, reason, at) => {
      const isTold = tellsOffers ? sql`exists (select from told_offers d where d.offer_id = offers.id)` : sql`false`;
      const { rows } = await sql<OfferTold>`update offers set ended_at = ${at}, outcome = ${outcome}, reason = ${reason}
        where id = ${offerId} and ended_at is null returning ${isTold} as "isTold"`.execute(connection);
      return rows[0] ?? null;
    },
    find: async (offerId) => {
      const { rows } = await sql<OfferRow>`select * from offers where id = ${offerId}`.execute(connection);
      return rows[0] ? toOffer(rows[0]) : null;
    },
    openOfTicket: async (ticketId) => {
      const { rows } = await sql<OfferRow>`select * from offers
        where ticket_id = ${ticketId} and ended_at is null`.execute(connection);
      return rows[0] ? toOffer(rows[0]) : null;
    },
  };
}

interface AssignmentRow {
  id: string;
  ticket_id: string;
  agent_id: string;
  cost: number;
  live: boolean;
  started_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
}

function toAssignment(row: AssignmentRow): Assignment & { endedAt: Date | null } {
  return {
    id: row.id, ticketId: row.ticket_id, agentId: row.agent_id, cost: row.cost, live: row.live,
    startedAt: row.started_at, answeredAt: row.answered_at, endedAt: row.ended_at,
  };
}

export function assignmentStore(connection: Connection): AssignmentStore {
  return {
    start: async (assignment) => {
      await sql`insert into assignments (id, ticket_id, agent_id, cost, live, started_at)
        values (${assignment.id}, ${assignment.ticketId}, ${assignment.agentId}, ${assignment.cost},
          ${assignment.live}, ${assignment.startedAt})`.execute(connection);
    },
    end: async (assignmentId, reason, at) => {
      await sql`update assignments set ended_at = ${at}, reason = ${reason}
        where id = ${assignmentId} and ended_at is null`.execute(connection);
    },
    openOfTicket: async (ticketId) => {
      const { rows } = await sql<AssignmentRow>`select * from assignments
        where ticket_id = ${ticketId} and ended_at is null`.execute(connection);
      return rows[0] ? toAssignment(rows[0]) : null;
    },
    find: async (assignmentId) => {
      const { rows } = await sql<AssignmentRow>`select * from assignments where id = ${assignmentId}`.execute(connection);
      return rows[0] ? toAssignment(rows[0]) : null;
    },
    isOnLine: async (agentId) => {
      const { rows } = await sql<{ on_line: boolean }>`select ${hasLiveWork(sql`${agentId}::uuid`)} as on_line`.execute(connection);
      return rows[0]?.on_line ?? false;
    },
    markAnswered: async (assignmentId, at) => {
      await sql`update assignments set answered_at = coalesce(answered_at, ${at}) where id = ${assignmentId}`
        .execute(connection);
    },
    setCost: async (assignmentId, cost, live) => {
      await sql`update assignments set cost = ${cost}, live = ${live} where id = ${assignmentId}`.execute(connection);
    },
  };
}
