import type { CallerPlace, LegRole } from '../../core/index.ts';

/** How a caller's call goes, as people see it. */
export type CallState = 'waiting' | 'ringing' | 'talking' | 'held' | 'consulting';

/** Somebody on the line for a ticket. Times are ISO 8601 in UTC. */
export interface CallView {
  /** The provider's. */
  id: string;
  state: CallState;
  since: string;
  /** The conference's name; null while the caller was in none. */
  room: string | null;
  /** The desk's own telephones: a person's name, or the number of somebody outside, who has no `agentId`. */
  legs: { id: string; role: LegRole; who: string; agentId: string | null; state: LegViewState }[];
}

export type LegViewState = 'wanted' | 'placing' | 'ringing' | 'joined';

/** What is stored of a call that goes on and of its legs that have not ended; times as PostgreSQL writes them in JSON. */
export interface StoredCall {
  id: string;
  phase: string;
  place: CallerPlace | null;
  room: string | null;
  startedAt: string;
  placeAt: string | null;
  rungAt: string | null;
  answeredAt: string | null;
  legs: { id: string; role: LegRole; purpose: string; who: string; agentId: string | null; state: LegViewState; createdAt: string }[];
}

/** Who is asked to join or to take the call over. */
export function isConsulted(leg: { purpose: string }): boolean {
  return leg.purpose === 'consult' || leg.purpose === 'transfer';
}

/** `place` null: the caller was never moved, so the IVR's phase tells. */
export function callStateOf(call: { phase: string; place: CallerPlace | null; legs: readonly { purpose: string }[] }): CallState {
  const { phase, place, legs } = call;
  if (place === null) return phase === 'bridged' ? 'talking' : phase === 'bridging' ? 'ringing' : 'waiting';
  if (place === 'line') return 'waiting';
  if (legs.some(isConsulted)) return 'consulting';
  return place === 'hold' || place === 'collect' ? 'held' : 'talking';
}

/** Null when nobody is on the line any more. */
export function showCall(call: StoredCall | null): CallView | null {
  if (!call || call.place === 'end' || call.phase === 'ended') return null;
  const state = callStateOf(call);
  return {
    id: call.id, state, since: new Date(sinceOf(call, state)).toISOString(), room: call.room,
    legs: call.legs.map(({ id, role, who, agentId, state: is }) => ({ id, role, who, agentId, state: is })),
  };
}

function sinceOf(call: StoredCall, state: CallState): string {
  if (state === 'consulting') return call.legs.find(isConsulted)?.createdAt ?? call.startedAt;
  if (call.place !== null) return call.placeAt ?? call.startedAt;
  if (state === 'talking') return call.answeredAt ?? call.startedAt;
  return (state === 'ringing' ? call.rungAt : null) ?? call.startedAt;
}
