import { newId, type Locale } from '../../core/index.ts';
import type { LineStores } from '../calls/index.ts';
import { nextOpening } from '../calendars/index.ts';
import { costOf, findTeam, type DeskDefinition, type Team } from '../definition/index.ts';
import { agentActor, customerActor, type Actor } from '../events/index.ts';
import { endAssignmentOf, requeue, withdrawOfferOf } from '../routing/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { nextAskedTime, type TimeOfDay } from './asked-time.ts';
import type { CallbackStore } from './callback.ts';
import { dialableNumber, type DialRules } from './dialable.ts';

export type CallbackStores = LineStores & { callbacks: CallbackStore };

/** Who is to be called back, and when. */
export interface CallbackWish {
  /** As it was typed or as the network gave it; null when it is not known. */
  number: string | null;
  fromNumber: string | null;
  locale: Locale;
  /** Null: when their turn comes, once the team is open. A time of day is the next one to come. */
  at: TimeOfDay | Date | null;
  /** The agent who arranged it with the customer; left out when the customer asked for it. */
  agentId?: string;
}

export type CallbackAnswer =
  | { kind: 'set'; at: Date | null }
  | { kind: 'refused'; because: 'no-number' | 'never-open' };

export type RequestCallback = (stores: CallbackStores, ticket: Ticket, wish: CallbackWish, now: Date) => Promise<CallbackAnswer>;

/** Open callbacks that callers may ask for to one number: nobody has the desk ring a stranger all day. */
const mostToOneNumber = 3;

/** A channel's name whose cost a callback has: it takes an agent as a call does. */
const liveChannel = 'voice';

/**
 * Keeps a locked ticket's place in the queue for a call to the customer, or lets it wait until the time they asked for.
 * It counts as live work: whoever takes it takes nothing else that is live.
 */
export function createRequestCallback(desk: DeskDefinition, ownNumbers: ReadonlySet<string>): RequestCallback {
  const cost = costOf(desk, liveChannel);
  return async (stores, ticket, wish, now) => {
    const number = wish.number === null ? null : dialableNumber(wish.number, dialRules(desk, ownNumbers, wish.fromNumber));
    if (number === null) return { kind: 'refused', because: 'no-number' };
    const { agentId } = wish;
    if (agentId === undefined && (await stores.callbacks.countOpenTo(number, { ticketId: ticket.id })) >= mostToOneNumber) {
      return { kind: 'refused', because: 'no-number' };
    }
    const team = findTeam(desk, ticket.team ?? desk.triageTeam);
    const due = team ? dueTime(desk, team, wish.at, now) : null;
    if (due === 'never') return { kind: 'refused', because: 'never-open' };
    const actor = agentId === undefined ? customerActor : agentActor(agentId);
    await stores.callbacks.open({
      id: newId(), ticketId: ticket.id, askedBy: 'customer', number, fromNumber: wish.fromNumber, locale: wish.locale,
      askedFor: due, state: 'waiting', tries: 0, createdAt: now, endedAt: null,
    });
    await holdPlace(stores, { ...ticket, live: true, cost: Math.max(ticket.cost, cost), abandoned: false }, { due, actor, now });
    await stores.events.append([
      { name: 'callback.requested', at: now, actor, ticketId: ticket.id, after: { askedFor: due?.toISOString() ?? null } },
    ]);
    return { kind: 'set', at: due };
  };
}

/** Who may be called, by desk.yaml. `used`: the number of ours that this customer used, known or not. */
export function dialRules(desk: DeskDefinition, ownNumbers: ReadonlySet<string>, used: string | null = null): DialRules {
  const own = used === null ? ownNumbers : new Set([...ownNumbers, used]);
  return { region: desk.phoneRegion, countries: desk.callbacks.countries, own };
}

/** Null: as soon as their turn comes. */
function dueTime(desk: DeskDefinition, team: Team, at: CallbackWish['at'], now: Date): Date | 'never' | null {
  if (at === null) {
    const opens = nextOpening(desk, team, now);
    if (opens === null) return 'never';
    return opens > now ? opens : null;
  }
  const asked = at instanceof Date ? nextOpening(desk, team, at) : nextAskedTime(desk, team, at, now);
  return asked ?? 'never';
}

/** It stays where it stands in the queue, or leaves it until its time; an agent who just took the call calls back at once. */
async function holdPlace(
  stores: CallbackStores,
  ticket: Ticket,
  { due, actor, now }: { due: Date | null; actor: Actor; now: Date },
): Promise<void> {
  const assignment = await stores.assignments.openOfTicket(ticket.id);
  if (due === null && assignment?.live) {
    await stores.tickets.save(ticket);
    stores.signals.raise({ kind: 'bridge-call', assignmentId: assignment.id });
    return;
  }
  await withdrawOfferOf(stores, ticket, 'callback', now);
  await endAssignmentOf(stores, ticket, 'callback', now);
  if (due === null) await requeue(stores, ticket);
  else await letWait(stores, ticket, { until: due, actor, reason: 'callback', now });
}

/** Lets a locked ticket that nobody has wait for its customer until a moment; then it returns to its old place in the queue. */
export async function letWait(
  stores: CallbackStores,
  ticket: Ticket,
  { until, actor, reason, now }: { until: Date; actor: Actor; reason: string; now: Date },
): Promise<void> {
  await stores.tickets.save({ ...ticket, status: 'waiting', agentId: null, waitingFor: 'customer', waitingUntil: until });
  await stores.events.append([
    {
      name: 'ticket.waiting', at: now, actor, ticketId: ticket.id, reason,
      before: { status: ticket.status }, after: { status: 'waiting', waitingFor: 'customer', waitingUntil: until.toISOString() },
    },
  ]);
}
