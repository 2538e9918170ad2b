import { findEntry, teamFor, type DeskDefinition, type Tier } from '../definition/index.ts';
import type { Ticket } from '../tickets/index.ts';

/**
 * The next tier that works this ticket, and its team there; null at the last. A ticket in triage goes up by its service;
 * one without leaps no tier, or what nobody has read would land with vendors.
 */
export function tierAbove(
  desk: DeskDefinition,
  ticket: Pick<Ticket, 'entry' | 'service' | 'tier'>,
): { tier: Tier; team: string } | null {
  const entry = ticket.entry === null ? null : findEntry(desk, ticket.entry);
  const isUnplaced = entry === null && ticket.service === null;
  for (const tier of [2, 3] as const) {
    if (tier <= (ticket.tier ?? 1)) continue;
    const ofService = desk.teams.find((team) => team.tier === tier && team.service !== null && team.service === ticket.service);
    const team = (entry === null ? ofService : undefined) ?? teamFor(desk, entry, tier);
    if (team) return { tier, team: team.key };
    if (isUnplaced) return null;
  }
  return null;
}
