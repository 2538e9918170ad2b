import { AppError, type CallControl, type Clock, type Transact } from '../../core/index.ts';
import type { CallerSpot, Leg, LegScripts, RoomStores } from './leg.ts';
import { endLeg, serialiseLeg } from './legs.ts';

/** Brings telephones to where the desk wants them, by the provider. Every method is harmless when repeated, and throws a retryable AppError while the provider is out of reach. */
export interface Steering {
  /** Dials a wanted leg, at most once; ends one whose dialling was never concluded. */
  placeLeg(legId: string): Promise<void>;
  /** Makes a caller ask where they should be, unless they know. */
  moveCall(callId: string): Promise<void>;
  /** Makes a leg ask for its next turn, or hangs it up, unless that has happened. */
  moveLeg(legId: string): Promise<void>;
}

/** A leg whose dialling was begun and not concluded after this long was begun by a process that died. */
const placingLostAfterMs = 60_000;
/** A leg that could not even be asked for is given up: nobody waits any longer for it. */
const wantedGivenUpAfterMs = 60_000;
/** What the provider says of a leg that is not taken comes soon after its ringing ends. */
const silentAfterMs = 60_000;

export function createSteering<Stores extends RoomStores>(parts: {
  transact: Transact<Stores>;
  /** Null while the telephone has no credentials. */
  control: CallControl | null;
  scripts: LegScripts<Stores>;
  callerGone: (callId: string) => Promise<void>;
  clock: Clock;
}): Steering {
  const { transact, control, scripts, callerGone, clock } = parts;

  const withLeg = <T>(legId: string, work: (stores: Stores, leg: Leg, at: Date) => Promise<T>): Promise<T | null> =>
    transact(async (stores) => {
      const leg = await serialiseLeg(stores, legId);
      return leg && leg.state !== 'ended' ? work(stores, leg, clock.now()) : null;
    });

  /** The leg to be dialled now; null when it is not this process's to dial. */
  const claim = (legId: string) =>
    withLeg(legId, async (stores, leg, at) => {
      const age = at.getTime() - (leg.placedAt ?? leg.createdAt).getTime();
      if (leg.state === 'placing' && age > placingLostAfterMs) await endLeg(stores, scripts, leg, 'failed', at);
      if (leg.state === 'ringing' && leg.answeredAt === null && age > leg.ringSeconds * 1000 + silentAfterMs) {
        await endLeg(stores, scripts, leg, 'no-answer', at);
      }
      if (leg.state !== 'wanted') return null;
      if (leg.place === 'end') return endWith(stores, leg, 'canceled', at);
      if (control === null || at.getTime() - leg.createdAt.getTime() > wantedGivenUpAfterMs) return endWith(stores, leg, 'failed', at);
      const placing: Leg = { ...leg, state: 'placing', placedAt: at };
      await stores.legs.save(placing);
      return placing;
    });

  const endWith = async (stores: Stores, leg: Leg, outcome: 'failed' | 'canceled', at: Date): Promise<null> => {
    await endLeg(stores, scripts, leg, outcome, at);
    return null;
  };

  /** The provider took the request; its webhooks may have come before this answer. */
  const placed = (legId: string, callId: string) =>
    withLeg(legId, async (stores, leg) => {
      const ringing: Leg = { ...leg, providerCallId: leg.providerCallId ?? callId, state: leg.state === 'placing' ? 'ringing' : leg.state };
      await stores.legs.save(ringing);
      if (ringing.place === 'end') stores.signals.raise({ kind: 'move-leg', legId, version: ringing.version });
    });

  return {
    placeLeg: async (legId) => {
      const leg = await claim(legId);
      if (!leg || !control) return;
      const { role, target: to, from, ringSeconds, detectMachine } = leg;
      try {
        const result = await control.placeLeg({ legId, role, to, from, ringSeconds, detectMachine });
        if (result.kind === 'placed') await placed(legId, result.callId);
        else await withLeg(legId, (stores, refused, at) => endLeg(stores, scripts, refused, 'failed', at));
      } catch (error) {
        // Certainly not dialled: it may be asked for again.
        if (error instanceof AppError && error.retryable) {
          await withLeg(legId, async (stores, waiting) => {
            if (waiting.state === 'placing') await stores.legs.save({ ...waiting, state: 'wanted' });
          });
        }
        throw error;
      }
    },

    moveCall: async (callId) => {
      const spot = await transact(async (stores) => {
        await stores.calls.serialise(callId);
        const here = await stores.rooms.spotOf(callId);
        return here && needsMove(here) ? { ...here, agent: await dialledAgent(stores, here) } : null;
      });
      if (!spot || !control) return;
      // The caller hears their agent by a dialled leg still: that leg moves first, and the caller is asked for by its end.
      if (spot.agent) return steerLeg(spot.agent);
      if ((await control.moveCaller(callId, `m${spot.version}`)) === 'gone') await callerGone(callId);
    },

    moveLeg: async (legId) => {
      const leg = await withLeg(legId, async (stores, found, at) => {
        if (found.seenVersion >= found.version) return null;
        if (found.providerCallId !== null) return found;
        if (found.place === 'end' && found.state === 'wanted') await endWith(stores, found, 'canceled', at);
        return null;
      });
      if (leg) await steerLeg(leg);
    },
  };

  async function steerLeg(leg: Leg): Promise<void> {
    if (!control || leg.providerCallId === null) return;
    const result = leg.place === 'end'
      ? await control.hangUp(leg.providerCallId)
      : await control.moveLeg(leg.providerCallId, { legId: leg.id, step: `m${leg.version}`, role: leg.role });
    if (leg.place !== 'end' && result !== 'gone') return;
    await withLeg(leg.id, async (stores, gone, at) => {
      // Moved on meanwhile: the newer move concludes it.
      if (gone.version === leg.version) await endLeg(stores, scripts, gone, outcomeOfEnd(gone), at);
    });
  }
}

/** How a leg of which no more is known has ended. */
export function outcomeOfEnd(leg: Leg): 'left' | 'answered' | 'canceled' | 'no-answer' {
  if (leg.joinedAt !== null) return 'left';
  if (leg.place === 'end') return 'canceled';
  return leg.answeredAt === null ? 'no-answer' : 'answered';
}

function needsMove(spot: CallerSpot): boolean {
  return spot.endedAt === null && spot.place !== null && spot.seenVersion < spot.version;
}

/** The agent's leg that was dialled for the caller and has not come into their room yet. A caller who is not to meet it there leaves it by being moved. */
async function dialledAgent(stores: RoomStores, spot: CallerSpot): Promise<Leg | null> {
  if (spot.agentCallId === null || spot.place?.to === 'end' || spot.place?.to === 'line') return null;
  const legs = await stores.legs.ofCall(spot.callId);
  return legs.find((leg) =>
    leg.providerCallId === spot.agentCallId && leg.state === 'ringing' && leg.place === 'room' && leg.joinedAt === null) ?? null;
}
