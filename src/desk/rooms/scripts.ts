import { ticketNumber, type Clock, type Locale, type Prompt } from '../../core/index.ts';
import { isAnsweredByPerson } from '../agents/index.ts';
import { findEntry, type DeskDefinition } from '../definition/index.ts';
import { agentActor, providerActor } from '../events/index.ts';
import { waitsAsCall, type Ticket } from '../tickets/index.ts';
import { agentLegOf, consultLegOf } from './call-state.ts';
import { backToAgent, backToLine, handOver, type Standing } from './hand-over.ts';
import type { Leg, LegOutcome, LegScript, LegScripts, RoomStores } from './leg.ts';
import { dropLeg } from './legs.ts';
import type { RoomPrompts } from './room-prompts.ts';
import { moveCaller } from './spots.ts';

export interface RoomParts {
  desk: DeskDefinition;
  prompts: RoomPrompts;
  /** What work without anybody on the line costs at most, in capacity units. */
  textCost: number;
  clock: Clock;
}

type Why = 'consult' | 'transfer' | 'supervise';

/** What the legs of a caller's room hear and mean. */
export function createRoomScripts(parts: RoomParts): LegScripts {
  const { desk, prompts, clock } = parts;

  const localeOf = async (stores: RoomStores, leg: Leg, ticket: Ticket | null): Promise<Locale> => {
    const agent = leg.agentId === null ? null : await stores.agents.find(leg.agentId);
    return agent?.locales[0] ?? (leg.agentId === null ? ticket?.locale : undefined) ?? desk.locale;
  };

  const offer = (why: Why, ticket: Ticket, locale: Locale): Prompt[] => {
    const entry = ticket.entry === null ? null : findEntry(desk, ticket.entry);
    return prompts.offer({
      why, ticketNumber: ticketNumber(ticket.number), priority: ticket.priority, entry: entry?.name[locale] ?? null, locale,
    });
  };

  /** A leg that is asked first: a colleague presses 1 unless they answer in the browser, somebody outside is put through; whoever had joined goes back. */
  const asked = (why: Why, take: (stores: RoomStores, leg: Leg, standing: Standing) => Promise<boolean>): LegScript['turn'] =>
    async (stores, leg, input) => {
      const standing = await standingOf(stores, leg, clock.now());
      const locale = await localeOf(stores, leg, standing?.ticket ?? null);
      if (input.kind === 'left') return prompts.goodbye(locale);
      if (!standing) return prompts.over(locale);
      if (leg.joinedAt !== null) return [joinOf(leg, standing.legs)];
      if (leg.agentId !== null && !isAnsweredByPerson(leg.target)) {
        if (input.kind === 'answered') return offer(why, standing.ticket, locale);
        if (input.digits !== '1') return prompts.declined(locale);
      }
      if (!(await take(stores, leg, standing))) return prompts.full(locale);
      const before = leg.agentId === null ? prompts.whisper({ deskName: desk.name, locale }) : [];
      return [...before, joinOf(leg, standing.legs)];
    };

  const consult: LegScript = {
    turn: asked('consult', (stores, leg, standing) => joined(stores, leg, standing)),
    ended: (stores, leg, outcome, at) => consultEnded(stores, leg, outcome, at),
  };
  const transfer: LegScript = {
    turn: asked('transfer', (stores, leg, standing) => handOver(stores, standing, leg, { byAgentId: null, textCost: parts.textCost })),
    ended: (stores, leg, outcome, at) => consultEnded(stores, leg, outcome, at),
  };
  const supervise: LegScript = {
    turn: asked('supervise', (stores, leg, standing) => joined(stores, leg, standing)),
    ended: (stores, leg, outcome, at) => tellEnd(stores, leg, outcome, at),
  };
  const conversation: LegScript = {
    turn: async (stores, leg, input) => {
      const standing = await standingOf(stores, leg, clock.now());
      const locale = await localeOf(stores, leg, standing?.ticket ?? null);
      if (input.kind === 'left') return prompts.goodbye(locale);
      return standing ? [joinOf(leg, standing.legs)] : prompts.over(locale);
    },
    ended: (stores, leg, outcome, at) => conversationEnded(stores, leg, outcome, at),
  };
  return { consult, transfer, supervise, conversation };
}

/** How a leg takes part in its room. Who coaches while the agent's telephone is not known yet is not heard by anybody. */
function joinOf(leg: Leg, legs: readonly Leg[]): Prompt {
  const agent = agentLegOf(legs)?.providerCallId ?? null;
  const coach = leg.role === 'supervisor' && leg.mode === 'coach' ? agent : null;
  const muted = leg.role === 'supervisor' && (leg.mode === 'listen' || (leg.mode === 'coach' && agent === null));
  return { verb: 'join', room: leg.room, muted, coach, record: false };
}

/** The call that a leg was dialled for, its ticket locked; null when the caller is gone or moved on without it. */
async function standingOf(stores: RoomStores, leg: Leg, at: Date): Promise<Standing | null> {
  const spot = leg.callId === null ? null : await stores.rooms.spotOf(leg.callId);
  if (!spot || spot.endedAt !== null || spot.place?.room !== leg.room) return null;
  if (spot.place.to === 'line' || spot.place.to === 'end') return null;
  const own = await stores.tickets.lock(leg.ticketId);
  const ticket = own?.mergedInto ? await stores.tickets.lockNumber(own.number) : own;
  return ticket && { spot, ticket, legs: await stores.legs.openOfCall(spot.callId), at };
}

async function joined(stores: RoomStores, leg: Leg, { ticket, at }: Standing): Promise<true> {
  await stores.events.append([{
    name: 'call.joined', at, actor: leg.agentId === null ? providerActor : agentActor(leg.agentId), ticketId: ticket.id,
    agentId: ticket.agentId, after: { role: leg.role, ...(leg.mode === null ? {} : { mode: leg.mode }) },
  }]);
  return true;
}

async function consultEnded(stores: RoomStores, leg: Leg, outcome: LegOutcome, at: Date): Promise<void> {
  await tellEnd(stores, leg, outcome, at);
  if (leg.place === 'end') return;
  const standing = await standingOf(stores, leg, at);
  if (standing) await backToAgent(stores, standing, leg, outcome);
}

/** The agent's leg, or that of somebody outside who took the call, is gone. */
async function conversationEnded(stores: RoomStores, leg: Leg, outcome: LegOutcome, at: Date): Promise<void> {
  await tellEnd(stores, leg, outcome, at);
  if (leg.place === 'end') return;
  const standing = await standingOf(stores, leg, at);
  if (!standing) return;
  const consulted = consultLegOf(standing.legs);
  // Whoever is asked to take the call may still do so.
  if (consulted?.purpose === 'transfer') return;
  if (leg.role === 'agent' && (consulted || standing.spot.place?.to !== 'room' || waitsAsCall(standing.ticket))) return backToLine(stores, standing, leg);
  for (const other of standing.legs) await dropLeg(stores, other, at);
  await moveCaller(stores, standing.spot, 'end', at);
}

async function tellEnd(stores: RoomStores, leg: Leg, outcome: LegOutcome, at: Date): Promise<void> {
  await stores.events.append([{
    name: 'call.leg-ended', at, actor: providerActor, ticketId: leg.ticketId, agentId: leg.agentId, reason: outcome,
    after: { role: leg.role, purpose: leg.purpose },
  }]);
}

