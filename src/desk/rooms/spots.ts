import { newId, type CallerPlace } from '../../core/index.ts';
import { adoptLeg, dropLeg, moveLeg } from './legs.ts';
import type { WantedLeg } from './legs.ts';
import type { CallerSpot, RoomStores } from './leg.ts';

/** Says where a caller should be, and has them asked there after the commit. */
export async function moveCaller(stores: RoomStores, spot: CallerSpot, to: CallerPlace, at: Date, keys?: number): Promise<CallerSpot> {
  const moved = movedSpot(spot, to, at, keys);
  await stores.rooms.saveSpot(moved);
  stores.signals.raise({ kind: 'move-call', callId: spot.callId, version: moved.version });
  return moved;
}

/** The same for a caller whose own turn leads them there: they are fetched only when it does not. */
export async function expectCaller(stores: RoomStores, spot: CallerSpot, to: CallerPlace, at: Date): Promise<void> {
  await stores.rooms.saveSpot(movedSpot(spot, to, at));
}

/** Whose telephone was dialled for the caller, so that it can become a leg of a room. */
export type DialledAgent = Pick<WantedLeg, 'ticketId' | 'assignmentId' | 'agentId' | 'target' | 'from'>;

/** `record`: what is said in the room is recorded. `keys`: the most of a question for keys. */
export interface MoveInto {
  to: 'room' | 'hold' | 'collect';
  record: boolean;
  keys?: number;
}

/**
 * Moves a caller who still hears the agent by the leg that was dialled for them into a room of their own: the agent's
 * leg is moved there, which ends the dialling, and its end asks where the caller should be. Null when that leg is not known.
 */
export async function leaveDialling(
  stores: RoomStores,
  spot: CallerSpot,
  agent: DialledAgent,
  into: MoveInto,
  at: Date,
): Promise<CallerSpot | null> {
  if (spot.agentCallId === null) return null;
  const moved = movedSpot({ ...spot, place: { room: newId(), ...into } }, into.to, at, into.keys);
  await stores.rooms.saveSpot(moved);
  const leg = await adoptLeg(stores, asAgent(moved, agent), spot.agentCallId, at);
  await moveLeg(stores, leg, at);
  return moved;
}

/** Hangs up the agent's leg that was dialled for the caller; the caller goes on elsewhere. */
export async function dropDialledAgent(stores: RoomStores, spot: CallerSpot, agent: DialledAgent, at: Date): Promise<void> {
  if (spot.agentCallId === null) return;
  await dropLeg(stores, await adoptLeg(stores, asAgent(spot, agent), spot.agentCallId, at), at);
}

function asAgent(spot: CallerSpot, agent: DialledAgent): WantedLeg {
  return { ...agent, room: spot.place?.room ?? newId(), callId: spot.callId, role: 'agent', purpose: 'conversation' };
}

function movedSpot(spot: CallerSpot, to: CallerPlace, at: Date, keys?: number): CallerSpot {
  const { room, record } = spot.place ?? { room: newId(), record: false };
  return { ...spot, place: { to, room, record, ...(keys === undefined ? {} : { keys }) }, version: spot.version + 1, at };
}

/** The caller asked where they should be, and is told: no move is owed any more. */
export async function noteArrival(stores: RoomStores, callId: string): Promise<void> {
  const spot = await stores.rooms.spotOf(callId);
  if (spot && spot.seenVersion < spot.version) await stores.rooms.saveSpot({ ...spot, seenVersion: spot.version });
}

/** The caller is sent to an agent's telephone as from the line: what was before in a room is over, and who was there is hung up. */
export async function startAnew(stores: RoomStores, callId: string, at: Date): Promise<void> {
  const spot = await stores.rooms.spotOf(callId);
  await letLegsGo(stores, callId, at);
  if (spot) await stores.rooms.saveSpot({ ...spot, place: null, seenVersion: spot.version, agentCallId: null });
}

export async function noteAgentCall(stores: RoomStores, callId: string, agentCallId: string): Promise<void> {
  const spot = await stores.rooms.spotOf(callId);
  if (spot && spot.agentCallId !== agentCallId) await stores.rooms.saveSpot({ ...spot, agentCallId });
}

/** The caller is gone: everybody who was there for them is hung up. */
export async function letLegsGo(stores: RoomStores, callId: string, at: Date): Promise<void> {
  for (const leg of await stores.legs.openOfCall(callId)) await dropLeg(stores, leg, at);
}
