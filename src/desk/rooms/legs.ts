import { newId, type DialTarget, type LegRole } from '../../core/index.ts';
import type { Leg, LegOutcome, LegPurpose, LegScripts, RoomStores, SupervisorMode } from './leg.ts';

/** A telephone to be rung. */
export interface WantedLeg {
  room: string;
  callId: string | null;
  ticketId: string;
  assignmentId?: string | null;
  callbackId?: string | null;
  agentId: string | null;
  role: LegRole;
  purpose: LegPurpose;
  target: DialTarget;
  /** Our number that is shown, in E.164. */
  from: string;
  ringSeconds?: number;
  detectMachine?: boolean;
  mode?: SupervisorMode | null;
}

const defaultRingSeconds = 25;

/** Stores a leg and asks for it to be dialled after the commit. */
export async function dialLeg(stores: RoomStores, wanted: WantedLeg, at: Date): Promise<Leg> {
  const leg = newLeg(wanted, at);
  await stores.legs.add(leg);
  stores.signals.raise({ kind: 'place-leg', legId: leg.id });
  return leg;
}

/** Takes in a telephone that was rung for a caller already, as a leg of ours; the caller says where it should be next. */
export async function adoptLeg(stores: RoomStores, wanted: WantedLeg, providerCallId: string, at: Date): Promise<Leg> {
  const leg: Leg = { ...newLeg(wanted, at), providerCallId, state: 'ringing', placedAt: at, answeredAt: at };
  await stores.legs.add(leg);
  return leg;
}

function newLeg(wanted: WantedLeg, at: Date): Leg {
  return {
    assignmentId: null, callbackId: null, ringSeconds: defaultRingSeconds, detectMachine: false, mode: null,
    ...wanted,
    id: newId(), providerCallId: null, state: 'wanted', place: 'room', version: 0, seenVersion: 0, placeAt: at, step: 0,
    outcome: null, createdAt: at, placedAt: null, answeredAt: null, joinedAt: null, endedAt: null,
  };
}

/** Makes a leg that is on the line ask for its next turn. */
export async function moveLeg(stores: RoomStores, leg: Leg, at: Date): Promise<Leg> {
  const moved: Leg = { ...leg, version: leg.version + 1, placeAt: at };
  await stores.legs.save(moved);
  stores.signals.raise({ kind: 'move-leg', legId: moved.id, version: moved.version });
  return moved;
}

/** Hangs a leg up, wherever it is on its way; one that was not dialled yet never is. */
export async function dropLeg(stores: RoomStores, leg: Leg, at: Date): Promise<void> {
  if (leg.state === 'ended' || leg.place === 'end') return;
  await moveLeg(stores, { ...leg, place: 'end' }, at);
}

/** Marks a leg's end and lets its script conclude what that means; nothing when it had ended before. */
export async function endLeg<Stores extends RoomStores>(
  stores: Stores,
  scripts: LegScripts<Stores>,
  leg: Leg,
  outcome: LegOutcome,
  at: Date,
): Promise<void> {
  const now = await stores.legs.find(leg.id);
  if (!now || now.state === 'ended') return;
  const ended: Leg = { ...now, state: 'ended', outcome, endedAt: at, seenVersion: now.version };
  await stores.legs.save(ended);
  await scripts[ended.purpose]?.ended(stores, ended, outcome, at);
  if (ended.agentId !== null) stores.signals.raise({ kind: 'match-agent', agentId: ended.agentId });
}

/** Makes this transaction the only one for the leg's call (or room), and gives the leg as it is then. */
export async function serialiseLeg(stores: RoomStores, legId: string): Promise<Leg | null> {
  let leg = await stores.legs.find(legId);
  let held: string | null = null;
  while (leg && held !== keyOf(leg)) {
    held = keyOf(leg);
    await stores.calls.serialise(held);
    leg = await stores.legs.find(legId);
  }
  return leg;
}

function keyOf(leg: Leg): string {
  return leg.callId ?? leg.room;
}
