import type { Locale } from '../core/index.ts';
import { doubtOf } from '../desk/catalog/index.ts';
import { findEntry, type DeskDefinition } from '../desk/definition/index.ts';
import { isSettled, type TicketView } from '../desk/tickets/index.ts';

/** A catalog entry that a ticket in triage may be about. */
export interface DoubtView {
  entry: string;
  name: string;
  /** 0 to 1. */
  confidence: number;
}

interface Candidate {
  entry: string;
  confidence: number;
}

/** What a ticket in triage may be about, likeliest first, as routing saw it last; empty for any other, and where nothing is likely. */
export function doubtIn(ticket: Pick<TicketView, 'status' | 'triage' | 'timeline'>, desk: DeskDefinition, locale: Locale): DoubtView[] {
  if (!ticket.triage || isSettled(ticket)) return [];
  const routed = ticket.timeline.findLast((item) => item.kind === 'event' && item.name === 'ticket.routed' && item.reason === 'triage');
  const candidates = routed?.kind === 'event' ? readCandidates(routed.after) : [];
  const asked = doubtOf({ candidates }, desk);
  return asked.flatMap((key) => {
    const entry = findEntry(desk, key);
    const found = candidates.find((candidate) => candidate.entry === key);
    return entry && found ? [{ entry: key, name: entry.name[locale], confidence: found.confidence }] : [];
  });
}

function readCandidates(after: Record<string, unknown> | null): Candidate[] {
  const because = after?.['because'];
  if (!isRecord(because) || !Array.isArray(because['candidates'])) return [];
  return because['candidates'].filter(isCandidate);
}

function isCandidate(value: unknown): value is Candidate {
  return isRecord(value) && typeof value['entry'] === 'string' && typeof value['confidence'] === 'number';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
