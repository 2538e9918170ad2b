import type { Address } from '../../core/index.ts';
import { isRateable } from '../ratings/index.ts';
import { effectOfWriting, isEnded, nextTarget, type StatusReader, type StatusView, type Ticket } from '../tickets/index.ts';

export type RequestsShown = 'open' | 'ended' | 'all';

/** Where one of an address's requests is found. */
export interface OwnRequest {
  ticketId: string;
  number: number;
  statusKey: number;
}

/** An address that somebody is known to hold: a mailbox that they read, in small letters, or the Slack account that they are signed in with. */
export type OwnAddress = Pick<Address, 'value'> & { kind: 'email' | 'slack' };

/**
 * Finds the requests of whoever holds an address. A request is theirs when it was BEGUN from this very address: by a mail whose
 * answers go there, or by a form that names it. Neither the customer record nor taking part in a conversation is enough: in a
 * form anybody can write an address beside another person's telephone, which puts both on one record. Only addresses that an
 * agent stated to be the same customer's count for each other.
 */
export interface OwnRequestReader {
  /** Newest first, those before a number. */
  list(address: OwnAddress, which: { shown: RequestsShown; before: number | null; most: number }): Promise<OwnRequest[]>;
}

/** One of their requests, seen by the same rules as by its status link. */
export interface ShownRequest extends OwnRequest {
  view: StatusView;
}

export interface OwnRequests {
  /** One page, newest first; `more`: there are older ones. */
  list(address: OwnAddress, which: { shown: RequestsShown; before: number | null }): Promise<{ requests: ShownRequest[]; more: boolean }>;
}

const pageSize = 20;

export function createOwnRequests(parts: { reader: OwnRequestReader; status: StatusReader }): OwnRequests {
  return {
    list: async (address, which) => {
      const found = await parts.reader.list(address, { ...which, most: pageSize + 1 });
      const views = await Promise.all(found.slice(0, pageSize).map(async (request) => ({ ...request, view: await parts.status.read(request) })));
      return { requests: views.flatMap(({ view, ...request }) => (view ? [{ ...request, view }] : [])), more: found.length > pageSize };
    },
  };
}

export const requestSteps = ['received', 'assigned', 'answered', 'resolved'] as const;
export type RequestStep = (typeof requestSteps)[number];

/** What a customer can see of how far their ticket is, in words of their own. */
export interface RequestProgress {
  state: 'received' | 'queued' | 'assigned' | 'waitingForCustomer' | 'waitingForVendor' | 'resolved' | 'closed' | 'cancelled';
  /** The steps that are behind it, in their order. */
  reached: RequestStep[];
  dueAt: Date | null;
  /** What their next words do. */
  writing: 'adds' | 'reopens' | 'none';
  /** They may say that it is solved. */
  confirmable: boolean;
  /** They may say how they found what was done. */
  rateable: boolean;
}

/** `reopenDays`: how long after its solution a ticket opens again by words of its customer. */
export function progressOf({ present, number, rating }: Pick<StatusView, 'present' | 'number' | 'rating'>, reopenDays: number, at: Date): RequestProgress {
  const isOwn = number === `V-${present.number}`;
  const isSolved = present.status === 'resolved' || present.status === 'closed';
  const isAnswered = present.respondedAt !== null || isSolved;
  const isTaken = isAnswered || present.agentId !== null || present.status === 'assigned' || present.status === 'waiting';
  const behind: Record<RequestStep, boolean> = { received: true, assigned: isTaken, answered: isAnswered, resolved: isSolved };
  return {
    state: stateOf(present),
    reached: requestSteps.filter((step) => behind[step]),
    dueAt: nextTarget(present),
    writing: effectOfWriting(present, reopenDays, at),
    confirmable: present.status === 'resolved' && isOwn,
    rateable: isOwn && isRateable(present, rating, at),
  };
}

export function stateOf(ticket: Pick<Ticket, 'status' | 'waitingFor'>): RequestProgress['state'] {
  if (ticket.status === 'new') return 'received';
  if (ticket.status === 'offered') return 'queued';
  if (ticket.status === 'waiting') return ticket.waitingFor === 'vendor' ? 'waitingForVendor' : 'waitingForCustomer';
  return ticket.status;
}

export function isOver(ticket: Pick<Ticket, 'status'>): boolean {
  return ticket.status === 'resolved' || isEnded(ticket);
}
