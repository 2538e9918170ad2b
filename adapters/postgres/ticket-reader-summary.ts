import { sql } from 'kysely';
import type { Address, Locale } from '../../src/core/index.ts';
import { findEntry, findService, findTeam, type DeskDefinition } from '../../src/desk/definition/index.ts';
import { nextTarget, type Named, type TicketSummary } from '../../src/desk/tickets/index.ts';
import { ticketNumber } from '../../src/core/index.ts';
import { toTicket, type TicketRow } from './ticket-row.ts';

export interface SummaryRow extends TicketRow {
  agent_name: string | null;
  customer_name: string | null;
  addresses: (Address & { verified: boolean })[];
  /** Microseconds since 1970: JavaScript's dates would cut what the order of the queue counts. */
  place: string | null;
}

/** Every column of a ticket that people may see; its search words stay behind. */
export const ticketColumns = sql.raw(
  `t.id, t.number, t.kind, t.status, t.subject, t.service, t.entry, t.impact, t.urgency, t.priority, t.tier, t.team,
   t.agent_id, t.channel, t.customer_id, t.locale, t.live, t.cost, t.abandoned, t.triage, t.confidence, t.skills,
   t.agent_locale, t.chosen, t.version, t.routing_version, t.routed_version, t.queued_at, t.queue_key, t.opened_at,
   t.respond_by, t.resolve_by, t.responded_at, t.resolved_at, t.waiting_for, t.waiting_until, t.solution,
   t.merged_into, t.status_key`,
);

/** What a summary adds to a ticket `t`, to stand after `ticketColumns`. */
export const summaryColumns = sql.raw(
  `agent.name as agent_name, customer.name as customer_name,
   coalesce((
     select json_agg(json_build_object('kind', a.kind, 'value', a.value, 'verified', a.verified_at is not null)
       order by a.created_at, a.kind, a.value)
     from addresses a where a.customer_id = t.customer_id
   ), '[]') as addresses,
   (extract(epoch from t.queue_key) * 1000000)::bigint::text as place`,
);

export const summaryJoins = sql.raw(
  `left join agents agent on agent.id = t.agent_id left join customers customer on customer.id = t.customer_id`,
);

export function toSummary(row: SummaryRow, desk: DeskDefinition, locale: Locale): TicketSummary {
  const ticket = toTicket(row);
  const named = (key: string | null, find: (key: string) => { name: Record<Locale, string> } | null): Named | null =>
    key === null ? null : { key, name: find(key)?.name[locale] ?? key };
  return {
    id: ticket.id,
    number: ticketNumber(ticket.number),
    kind: ticket.kind,
    status: ticket.status,
    subject: ticket.subject,
    service: named(ticket.service, (key) => findService(desk, key)),
    entry: named(ticket.entry, (key) => findEntry(desk, key)),
    impact: ticket.impact,
    urgency: ticket.urgency,
    priority: ticket.priority,
    tier: ticket.tier,
    team: named(ticket.team, (key) => findTeam(desk, key)),
    agent: ticket.agentId === null ? null : { id: ticket.agentId, name: row.agent_name ?? '' },
    channel: ticket.channel,
    customer:
      ticket.customerId === null
        ? null
        : { id: ticket.customerId, name: row.customer_name, addresses: row.addresses },
    locale: ticket.locale,
    live: ticket.live,
    abandoned: ticket.abandoned,
    triage: ticket.triage,
    waitingFor: ticket.waitingFor,
    waitingUntil: ticket.waitingUntil?.toISOString() ?? null,
    version: ticket.version,
    openedAt: ticket.openedAt.toISOString(),
    dueAt: nextTarget(ticket)?.toISOString() ?? null,
  };
}
