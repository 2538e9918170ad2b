import { isConsulted } from '../tickets/index.ts';
import type { Leg } from './leg.ts';

/** A colleague or somebody outside who is asked to join or to take the call over. */
export function consultLegOf(legs: readonly Leg[]): Leg | null {
  return legs.find(isConsulted) ?? null;
}

/** The leg of the agent whose call it is, once it is in a room. */
export function agentLegOf(legs: readonly Leg[]): Leg | null {
  return legs.find((leg) => leg.role === 'agent' && leg.purpose === 'conversation') ?? null;
}
