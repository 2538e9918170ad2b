import { sql } from 'kysely';
import type { CallbackView, CustomerView, StoredCall, TicketPeople } from '../../src/desk/tickets/index.ts';
import { callbackColumn, callColumn } from './ticket-reader-call.ts';
import type { TicketRow } from './ticket-row.ts';

export interface SummaryRow extends TicketRow {
  agent_name: string | null;
  customer_name: string | null;
  customer_plan: string | null;
  addresses: CustomerView['addresses'];
  undelivered: boolean;
  call: StoredCall | null;
  callback: CallbackView | null;
  followers: string[];
  updated_at: Date;
  last_contact_at: Date | null;
  customer_wrote_last: boolean;
}

/** Every column of a ticket that people may see; its search words stay behind. */
export const ticketColumns = sql.raw(
  `t.id, t.number, t.kind, t.status, t.subject, t.service, t.entry, t.impact, t.urgency, t.priority, t.tier, t.team,
   t.agent_id, t.channel, t.customer_id, t.locale, t.live, t.cost, t.abandoned, t.triage, t.confidence, t.skills,
   t.agent_locale, t.chosen, t.version, t.routing_version, t.routed_version, t.queued_at, t.waits_since, t.queue_key,
   t.overflow_step, t.next_step_at, t.preferred_agent_id, t.preferred_until, t.plan, t.opened_at,
   t.respond_by, t.resolve_by, t.responded_at, t.resolved_at, t.waiting_for, t.waiting_until, t.solution,
   t.merged_into, t.status_key, t.tags, t.updated_at`,
);

/** What a summary adds to a ticket `t`, to stand after `ticketColumns`. */
export const summaryColumns = sql`${callColumn}, ${callbackColumn}, ${sql.raw(
  `agent.name as agent_name, customer.name as customer_name, customer.plan as customer_plan,
   coalesce((
     select json_agg(json_strip_nulls(json_build_object('kind', a.kind, 'value', a.value, 'verified', a.verified_at is not null,
         'undeliverable', a.undeliverable_reason))
       order by a.created_at, a.kind, a.value)
     from addresses a where a.customer_id = t.customer_id
   ), '[]') as addresses,
   exists (
     select from replies r join deliveries d on d.reply_id = r.id
     where r.ticket_id = t.id and d.status in ('failed', 'unknown')
       and not exists (select from deliveries again where again.reply_id = r.id and again.part = d.part and again.attempt > d.attempt)
       and not exists (
         select from replies since join deliveries arrived on arrived.reply_id = since.id
         where since.ticket_id = t.id and since.created_at > r.created_at and arrived.status in ('sent', 'delivered')
       )
   ) as undelivered,
   array(select f.agent_id::text from ticket_followers f where f.ticket_id = t.id order by f.since, f.agent_id) as followers,
   said.last_contact_at,
   coalesce(said.last_contact_at > coalesce(greatest(said.answered_at, t.responded_at), '-infinity'), false) as customer_wrote_last`,
)}`;

export const summaryJoins = sql.raw(
  `left join agents agent on agent.id = t.agent_id left join customers customer on customer.id = t.customer_id
   cross join lateral (
     select (select max(c.received_at) from conversations v join contacts c on c.conversation_id = v.id where v.ticket_id = t.id) as last_contact_at,
       greatest((select max(r.created_at) from replies r where r.ticket_id = t.id and r.kind = 'agent'),
         (select max(l.created_at) from letters l where l.ticket_id = t.id)) as answered_at
   ) said`,
);

export function peopleOf(row: SummaryRow): TicketPeople {
  return {
    agentName: row.agent_name, customerName: row.customer_name, customerPlan: row.customer_plan, addresses: row.addresses,
    undelivered: row.undelivered, call: row.call, callback: row.callback, followers: row.followers, updatedAt: row.updated_at,
    lastContactAt: row.last_contact_at, customerWroteLast: row.customer_wrote_last,
  };
}
