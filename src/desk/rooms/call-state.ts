import type { Call } from '../calls/index.ts';
import type { CallerSpot, Leg } from './leg.ts';

/** How a caller's call goes, as people see it. */
export type CallState = 'waiting' | 'ringing' | 'talking' | 'held' | 'consulting';

/** A colleague or somebody outside who is asked to join or to take the call over. */
export function consultLegOf(legs: readonly Leg[]): Leg | null {
  return legs.find((leg) => leg.purpose === 'consult' || leg.purpose === 'transfer') ?? null;
}

/** The leg of the agent whose call it is, once it is in a room. */
export function agentLegOf(legs: readonly Leg[]): Leg | null {
  return legs.find((leg) => leg.role === 'agent' && leg.purpose === 'conversation') ?? null;
}

export function callStateOf(call: Pick<Call, 'session'>, spot: Pick<CallerSpot, 'place'>, legs: readonly Leg[]): CallState {
  const place = spot.place?.to ?? null;
  if (place === null) {
    if (call.session.phase === 'bridged') return 'talking';
    return call.session.phase === 'bridging' ? 'ringing' : 'waiting';
  }
  if (place === 'line') return 'waiting';
  if (consultLegOf(legs)) return 'consulting';
  return place === 'hold' || place === 'collect' ? 'held' : 'talking';
}
