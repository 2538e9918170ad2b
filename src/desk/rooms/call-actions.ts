import { invalidInput, invalidTransition, ticketNumber, AppError, type DialTarget } from '../../core/index.ts';
import { dialTargetOf } from '../agents/index.ts';
import { findTeam, type DeskDefinition } from '../definition/index.ts';
import { agentActor, type EventName } from '../events/index.ts';
import { requeue, withdrawOfferOf } from '../routing/index.ts';
import type { By, Ticket } from '../tickets/index.ts';
import { agentLegOf, consultLegOf } from './call-state.ts';
import { endTalk, handOver, hasRoomFor } from './hand-over.ts';
import type { CallerSpot, RoomStores, SupervisorMode } from './leg.ts';
import { dialLeg, dropLeg, moveLeg } from './legs.ts';
import { cannotMove, dialledAgentOf, type OnCall, type OnLine } from './on-line.ts';
import { dropDialledAgent, leaveDialling, moveCaller, type MoveInto } from './spots.ts';

/** A colleague by id, or somebody outside by a number as people write it. */
export type CallTarget = { agentId: string } | { number: string };

/**
 * What people do with a caller on the line. All throw `not_found` (404), `forbidden` (403), `stale`, `no_call` and
 * `invalid_transition` (409), and change nothing then. What they want is stored at once and done by the provider after.
 */
export interface CallActions {
  hold(number: number, by: By): Promise<Ticket>;
  unhold(number: number, by: By): Promise<Ticket>;
  hangUp(number: number, by: By): Promise<Ticket>;
  /** The caller waits while a third person is rung and talks to the agent. Throws `invalid_input` (400) for who cannot be called. */
  consult(number: number, by: By, to: CallTarget): Promise<Ticket>;
  /** Who was consulted takes the call over. Throws `no_capacity` (409) when they are full. */
  completeConsult(number: number, by: By): Promise<Ticket>;
  cancelConsult(number: number, by: By): Promise<Ticket>;
  /** Hands the call over to whoever takes it; it comes back when they do not. To a team: it waits there. */
  transfer(number: number, by: By, to: CallTarget | { team: string }): Promise<Ticket>;
  /** A lead takes part by their own telephone; again changes how. */
  listen(number: number, by: By, mode: SupervisorMode): Promise<Ticket>;
  stopListening(number: number, by: By): Promise<Ticket>;
  /** Asks the caller for up to this many keys that nobody hears. */
  collect(number: number, by: By, most: number): Promise<Ticket>;
}

export interface CallActionParts {
  onCall: OnCall;
  desk: DeskDefinition;
  /** A number as people write it in E.164; null when the desk must not call it. */
  dialable: (written: string) => string | null;
  textCost: number;
}

export function createCallActions(parts: CallActionParts): CallActions {
  const { onCall, desk, dialable, textCost } = parts;

  /** Brings the caller to this place of the room, out of the dialling when they are still in it. */
  const bring = async (stores: RoomStores, line: OnLine, into: Omit<MoveInto, 'record'>): Promise<CallerSpot> => {
    const { spot, at, ticket } = line;
    if (spot.place !== null) return moveCaller(stores, spot, into.to, at, into.keys);
    const agent = await dialledAgentOf(stores, line);
    const moved = agent && (await leaveDialling(stores, spot, agent, { ...into, record: desk.recording.calls }, at));
    if (!moved) throw cannotMove(ticket);
    return moved;
  };

  const ring = async (stores: RoomStores, line: OnLine, to: CallTarget, purpose: 'consult' | 'transfer') => {
    const { at, ticket, call, spot } = line;
    const third = await thirdPerson(stores, line, to, dialable);
    if (purpose === 'transfer' && third.agentId !== null && !(await hasRoomFor(stores, ticket, third.agentId))) throw noCapacity();
    const moved = spot.place?.to === 'hold' ? spot : await bring(stores, line, { to: 'hold' });
    await dialLeg(stores, {
      room: moved.place?.room ?? '', callId: call.id, ticketId: ticket.id, agentId: third.agentId, role: 'consult', purpose,
      target: third.target, from: call.toText,
    }, at);
    const whom = 'agentId' in to ? { agentId: third.agentId } : { number: third.target.value };
    await tell(stores, 'call.consulting', line, { purpose, ...whom });
  };

  const toTeam = async (stores: RoomStores, line: OnLine, key: string) => {
    const { spot, ticket, at, legs, by } = line;
    const team = findTeam(desk, key);
    if (!team) throw invalidInput({ team: 'the key of a team' });
    if (!ticket.live) throw invalidTransition(`Nobody waits for an agent in ${ticketNumber(ticket.number)} any more.`);
    const dialled = spot.place === null ? await dialledAgentOf(stores, line) : null;
    await withdrawOfferOf(stores, ticket, 'transferred', at);
    await endTalk(stores, ticket, at);
    const is = await requeue(stores, { ...ticket, team: team.key, tier: team.tier }, {
      kind: 'new', at, offsetMinutes: desk.priorityOffsets[ticket.priority ?? 'P3'],
    });
    const moved = await moveCaller(stores, spot, 'line', at);
    if (dialled) await dropDialledAgent(stores, moved, dialled, at);
    for (const leg of legs) await dropLeg(stores, leg, at);
    const pick = ({ status, tier, team: of, agentId }: Ticket) => ({ status, tier, team: of, agentId });
    await stores.events.append([
      { name: 'ticket.transferred', at, actor: agentActor(by.id), ticketId: ticket.id, agentId: ticket.agentId, reason: 'call', before: pick(ticket), after: pick(is) },
      { name: 'call.transferred', at, actor: agentActor(by.id), ticketId: ticket.id, agentId: ticket.agentId, after: { team: team.key } },
    ]);
  };

  return {
    hold: (number, by) =>
      onCall(number, by, { action: 'put on hold', from: ['talking', 'consulting'] }, async (stores, line) => {
        if (line.spot.place?.to === 'hold') throw invalidTransition(`The caller of ${ticketNumber(number)} is on hold already.`);
        await bring(stores, line, { to: 'hold' });
        await tell(stores, 'call.held', line);
      }),

    unhold: (number, by) =>
      onCall(number, by, { action: 'taken off hold', from: ['held', 'consulting'] }, async (stores, line) => {
        if (line.spot.place?.to === 'room') throw invalidTransition(`The caller of ${ticketNumber(number)} is not on hold.`);
        await bring(stores, line, { to: 'room' });
        await tell(stores, 'call.resumed', line);
      }),

    hangUp: (number, by) =>
      onCall(number, by, { action: 'hung up', from: ['talking', 'held', 'consulting'] }, async (stores, line) => {
        // A caller who hears a dialled leg leaves it by being moved, which hangs that leg up.
        await moveCaller(stores, line.spot, 'end', line.at);
        for (const leg of line.legs) await dropLeg(stores, leg, line.at);
        await tell(stores, 'call.hung-up', line);
      }),

    consult: (number, by, to) =>
      onCall(number, by, { action: 'put on hold for a consultation', from: ['talking', 'held'] }, (stores, line) => ring(stores, line, to, 'consult')),

    completeConsult: (number, by) =>
      onCall(number, by, { action: 'handed over', from: ['consulting'] }, async (stores, line) => {
        const leg = consultLegOf(line.legs);
        if (leg?.state !== 'joined') throw invalidTransition(`Nobody has joined the consultation of ${ticketNumber(number)} yet.`);
        if (!(await handOver(stores, line, leg, { byAgentId: by.agentId, textCost }))) throw noCapacity();
      }),

    cancelConsult: (number, by) =>
      onCall(number, by, { action: 'taken back', from: ['consulting'] }, async (stores, line) => {
        for (const leg of line.legs) if (leg.purpose === 'consult' || leg.purpose === 'transfer') await dropLeg(stores, leg, line.at);
        if (!agentLegOf(line.legs)) throw invalidTransition(`The agent of ${ticketNumber(number)} is not on the line any more.`);
        if (line.spot.place?.to !== 'room') await bring(stores, line, { to: 'room' });
        await tell(stores, 'call.resumed', line, undefined, 'consultation-cancelled');
      }),

    transfer: (number, by, to) =>
      onCall(number, by, { action: 'transferred', from: ['talking', 'held'] }, (stores, line) =>
        'team' in to ? toTeam(stores, line, to.team) : ring(stores, line, to, 'transfer')),

    listen: (number, by, mode) =>
      onCall(number, by, { action: 'listened to', from: ['talking', 'held', 'consulting'], leadOnly: true }, async (stores, line) => {
        if (line.talker?.agentId === by.agentId) throw invalidTransition(`${ticketNumber(number)} is your own call.`);
        const here = line.legs.find((leg) => leg.role === 'supervisor' && leg.agentId === by.agentId);
        if (here) {
          const changed = { ...here, mode };
          if (here.state === 'joined') await moveLeg(stores, changed, line.at);
          else await stores.legs.save(changed);
        } else {
          const spot = line.spot.place === null ? await bring(stores, line, { to: 'room' }) : line.spot;
          await dialLeg(stores, {
            room: spot.place?.room ?? '', callId: line.call.id, ticketId: line.ticket.id, agentId: by.agentId, role: 'supervisor',
            purpose: 'supervise', target: dialTargetOf(line.by), from: line.call.toText, mode,
          }, line.at);
        }
        await tell(stores, 'call.supervised', line, { mode });
      }),

    stopListening: (number, by) =>
      onCall(number, by, { action: 'left', from: ['talking', 'held', 'consulting'], leadOnly: true }, async (stores, line) => {
        const mine = line.legs.filter((leg) => leg.role === 'supervisor' && leg.agentId === by.agentId);
        if (mine.length === 0) throw invalidTransition(`You do not listen to the call of ${ticketNumber(number)}.`);
        for (const leg of mine) await dropLeg(stores, leg, line.at);
        await tell(stores, 'call.supervised', line, { mode: null });
      }),

    collect: (number, by, most) =>
      onCall(number, by, { action: 'asked for keys', from: ['talking', 'held'] }, async (stores, line) => {
        await bring(stores, line, { to: 'collect', keys: most });
        await tell(stores, 'call.collecting', line, { most });
      }),
  };
}

/** Who is to be rung. Throws `invalid_input` (400) for who cannot be. */
async function thirdPerson(
  stores: RoomStores,
  { by, talker }: OnLine,
  to: CallTarget,
  dialable: (written: string) => string | null,
): Promise<{ agentId: string | null; target: DialTarget }> {
  if ('number' in to) {
    const value = dialable(to.number);
    if (value === null) throw invalidInput({ number: 'a telephone number that the desk may call' });
    return { agentId: null, target: { kind: 'number', value } };
  }
  const agent = await stores.agents.find(to.agentId);
  if (!agent?.active) throw invalidInput({ agentId: 'the id of an active agent' });
  if (agent.id === by.id || agent.id === talker?.agentId) throw invalidInput({ agentId: 'somebody else than who has the call' });
  if (agent.availability === 'offline') throw invalidTransition(`${agent.name} is not signed in.`);
  return { agentId: agent.id, target: dialTargetOf(agent) };
}

function noCapacity(): AppError {
  return new AppError({ code: 'no_capacity', status: 409, publicMessage: 'That agent has no capacity left for this.' });
}

async function tell(stores: RoomStores, name: EventName, { by, ticket, at }: OnLine, after?: Record<string, unknown>, reason?: string): Promise<void> {
  await stores.events.append([{
    name, at, actor: agentActor(by.id), ticketId: ticket.id, agentId: ticket.agentId, reason: reason ?? null, ...(after ? { after } : {}),
  }]);
}

