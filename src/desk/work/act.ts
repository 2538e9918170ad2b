import { invalidTransition, notFound, ticketNumber, type Clock, type Transact } from '../../core/index.ts';
import type { AssetStore } from '../assets/index.ts';
import type { OutreachStores } from '../callbacks/index.ts';
import { agentActor, type EventName } from '../events/index.ts';
import type { ConsentStore } from '../consent/index.ts';
import type { FollowStore } from '../follows/index.ts';
import type { LessonStore } from '../lessons/index.ts';
import type { MentionStore } from '../mentions/index.ts';
import type { PreviewWishStore } from '../files/index.ts';
import type { ReplyStore } from '../replies/index.ts';
import { demandSeen, isHeldBack, type By, type Ticket, type TicketStatus } from '../tickets/index.ts';
import type { LetterStore } from './letter.ts';
import type { Written } from './write-once.ts';

export interface NoteStore {
  /** False when its id is taken. */
  add(note: { id: string; ticketId: string; agentId: string; text: string; createdAt: Date }): Promise<boolean>;
  find(noteId: string): Promise<Written | null>;
}

export type WorkStores = OutreachStores & { replies: ReplyStore; consents: ConsentStore; notes: NoteStore; letters: LetterStore; mentions: MentionStore; previews: PreviewWishStore; follows: FollowStore; assets: AssetStore; lessons: LessonStore };

export type Change = (stores: WorkStores, ticket: Ticket, at: Date) => Promise<Ticket>;
/**
 * Runs one change on a locked ticket; where `wasDone` says that it was made before, nothing, whatever version was seen.
 * `also`: the number of another ticket that the change locks, so that both are locked in the one order. Throws `not_found` (404),
 * `stale` (409) when the version seen is not the present one.
 */
export type Act = (
  number: number, by: By, change: Change, more?: { wasDone?: (stores: WorkStores, ticket: Ticket) => Promise<boolean>; also?: number },
) => Promise<Ticket>;

export function createAct<Stores extends WorkStores>(parts: {
  transact: Transact<Stores>;
  /** Gives a ticket its place that nobody has routed yet, so that every action finds it classified and acknowledged. */
  routeNew: (stores: Stores, ticket: Ticket) => Promise<Ticket>;
  clock: Clock;
}): Act {
  return (number, by, change, { wasDone, also } = {}) =>
    parts.transact(async (stores) => {
      if (also !== undefined) await stores.tickets.lockNumbers([number, also]);
      const ticket = await stores.tickets.lockNumber(number);
      if (!ticket) throw notFound(`Ticket ${ticketNumber(number)}`);
      if (wasDone && (await wasDone(stores, ticket))) return ticket;
      demandSeen(ticket, by);
      if (ticket.status !== 'new' || isHeldBack(ticket)) return change(stores, ticket, parts.clock.now());
      const placed = await parts.routeNew(stores, ticket);
      const { id: ticketId, routingVersion, priority } = placed;
      stores.signals.raise({ kind: 'route-ticket', ticketId, routingVersion, priority });
      return change(stores, placed, parts.clock.now());
    });
}

/** Throws `invalid_transition` (409) unless the ticket's status is one of these. */
export function demand(ticket: Ticket, action: string, from: readonly TicketStatus[]): void {
  if (from.includes(ticket.status)) return;
  throw invalidTransition(
    `${ticketNumber(ticket.number)} is ${ticket.status}: only a ticket that is ${from.join(' or ')} can be ${action}.`,
  );
}

/** The statuses of a ticket that still needs work. */
export const openStatuses = ['new', 'queued', 'offered', 'assigned', 'waiting'] as const satisfies TicketStatus[];

/** When the customer of a ticket that waits for it was promised a call; null when none is to come. */
export async function callbackToCome(stores: WorkStores, ticket: Ticket, at: Date): Promise<Date | null> {
  if (ticket.status !== 'waiting') return null;
  const askedFor = (await stores.callbacks.openOfTicket(ticket.id))?.askedFor ?? null;
  return askedFor !== null && askedFor > at ? askedFor : null;
}

/** Tells of a change: what the named fields were and what they are now. */
export async function tell(
  stores: WorkStores,
  name: EventName,
  by: By,
  change: { was: Ticket; is: Ticket; reason?: string | null; at: Date; fields: (keyof Ticket)[]; agentId?: string | null },
): Promise<void> {
  const pick = (ticket: Ticket) => Object.fromEntries(change.fields.map((field) => [field, ticket[field]]));
  await stores.events.append([
    {
      name, at: change.at, actor: agentActor(by.agentId), ticketId: change.is.id,
      agentId: change.agentId ?? change.was.agentId, reason: change.reason ?? null,
      before: pick(change.was), after: pick(change.is),
    },
  ]);
}
