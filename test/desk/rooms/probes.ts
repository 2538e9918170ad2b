import { expect } from 'vitest';
import { ticketOf } from '../../intake/probes.ts';
import type { TestDesk } from '../../support/desk.ts';
import type { PhoneLine } from '../../support/twilio-network.ts';
import type { Stage, Talk } from './stage.ts';

/** The name of the room in which a caller is or was. */
export async function roomOf(desk: TestDesk, callId: string): Promise<string> {
  const spot = await desk.transact((stores) => stores.rooms.spotOf(callId));
  if (!spot?.place) throw new Error('The caller was never moved.');
  return spot.place.room;
}

/** Where a caller should be, and how many moves they still owe. */
export async function placeOf(desk: TestDesk, callId: string): Promise<{ to: string | null; owed: number }> {
  const spot = await desk.transact((stores) => stores.rooms.spotOf(callId));
  return { to: spot?.place?.to ?? null, owed: (spot?.version ?? 0) - (spot?.seenVersion ?? 0) };
}

/** Returns when these telephones, and no others, hear each other in the caller's room. */
export async function together(stage: Stage, { caller }: Pick<Talk, 'caller'>, ...lines: PhoneLine[]): Promise<void> {
  await stage.settle();
  const room = stage.network.conference(await roomOf(stage.desk, caller.callId));
  await room.reaches(lines.map(({ callId }) => callId));
}

/** Returns when the caller hears where the desk wants them. */
export async function callerIs(stage: Stage, { caller }: Pick<Talk, 'caller'>, to: string): Promise<void> {
  await stage.settle();
  await expect.poll(() => placeOf(stage.desk, caller.callId)).toEqual({ to, owed: 0 });
}

/** The legs of a call that have not ended, as role and state. */
export async function openLegs(desk: TestDesk, { caller }: Pick<Talk, 'caller'>): Promise<string[]> {
  const legs = await desk.transact((stores) => stores.legs.ofCall(caller.callId));
  return legs.filter((leg) => leg.state !== 'ended').map((leg) => `${leg.role} ${leg.state}`);
}

export async function endsOf(desk: TestDesk, { caller }: Pick<Talk, 'caller'>): Promise<string[]> {
  const legs = await desk.transact((stores) => stores.legs.ofCall(caller.callId));
  return legs.map((leg) => `${leg.role} ${leg.outcome ?? '-'}`);
}

export function ticketNow(stage: Stage, { ticketId }: Pick<Talk, 'ticketId'>) {
  return ticketOf(stage.desk, ticketId);
}

/** What a refused action said. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing was refused',
    (error: unknown) => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)),
  );
}
