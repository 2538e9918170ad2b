import type { Ticket, TicketSummary } from '../../../../api/contract.ts';

/** What a bar needs to know of a ticket. */
export type SlaTicket = Pick<TicketSummary, 'status' | 'openedAt' | 'dueAt'>;

export type Sla =
  | { state: 'none' }
  | { state: 'settled' }
  /** `used`: the share of the time from opening to target that is gone, 0 to 1; `left`: milliseconds, negative when late. */
  | { state: 'fine' | 'near' | 'late'; used: number; left: number };

/** From this share of its time on, a target is near. */
const nearFrom = 0.75;

/** How a ticket stands to its next target at a moment in milliseconds since 1970. */
export function slaOf(ticket: SlaTicket, now: number): Sla {
  if (ticket.status === 'resolved' || ticket.status === 'closed' || ticket.status === 'cancelled') return { state: 'settled' };
  if (ticket.dueAt === null) return { state: 'none' };
  const due = Date.parse(ticket.dueAt);
  const opened = Date.parse(ticket.openedAt);
  const left = due - now;
  const used = Math.min(1, Math.max(0, (now - opened) / Math.max(1, due - opened)));
  return { state: left < 0 ? 'late' : used >= nearFrom ? 'near' : 'fine', used, left };
}

/** How a promise stands: kept in time, kept too late, still to keep, or over without having been kept. `by`: milliseconds that it was kept before or after its time. */
export type TargetState = { state: 'met' | 'metLate'; by: number } | { state: 'open' } | { state: 'ended' };

export function targetState(target: Ticket['targets'][number], status: Ticket['status']): TargetState {
  if (target.metAt !== null) {
    const by = Date.parse(target.dueAt) - Date.parse(target.metAt);
    return { state: by < 0 ? 'metLate' : 'met', by };
  }
  return { state: status === 'resolved' || status === 'closed' || status === 'cancelled' ? 'ended' : 'open' };
}

/** `45 s`, `12 min`, `3 h 05`, `2 d 4 h`: the length of a time in milliseconds, its sign left out. */
export function lengthText(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes < 1) return `${seconds} s`;
  if (hours < 1) return `${minutes} min`;
  if (days < 1) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`;
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}
