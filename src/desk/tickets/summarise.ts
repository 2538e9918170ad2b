import { ticketNumber, type Locale } from '../../core/index.ts';
import { findEntry, findService, findTeam, type DeskDefinition } from '../definition/index.ts';
import { showCall, type StoredCall } from './call-view.ts';
import { nextTarget, type Ticket } from './ticket.ts';
import type { CallbackView, CustomerView, Named, TicketSummary } from './ticket-view.ts';

/** Who stands behind the ids of a ticket, and whether they were reached. */
export interface TicketPeople {
  agentName: string | null;
  customerName: string | null;
  customerPlan: string | null;
  addresses: CustomerView['addresses'];
  undelivered: boolean;
  call: StoredCall | null;
  callback: CallbackView | null;
  followers: string[];
  updatedAt: Date;
  lastContactAt: Date | null;
  customerWroteLast: boolean;
}

export type Summarise = (ticket: Ticket, people: TicketPeople, locale: Locale | undefined) => TicketSummary;

/** Shows a ticket with the names of desk.yaml, in the desk's language unless another is asked for. */
export function createSummarise(desk: DeskDefinition): Summarise {
  return (ticket, people, locale = desk.locale) => {
    const named = (key: string | null, find: typeof findService | typeof findEntry | typeof findTeam): Named | null =>
      key === null ? null : { key, name: find(desk, key)?.name[locale] ?? key };
    return {
      id: ticket.id,
      number: ticketNumber(ticket.number),
      kind: ticket.kind,
      status: ticket.status,
      subject: ticket.subject,
      service: named(ticket.service, findService),
      entry: named(ticket.entry, findEntry),
      impact: ticket.impact,
      urgency: ticket.urgency,
      priority: ticket.priority,
      tier: ticket.tier,
      team: named(ticket.team, findTeam),
      agent: ticket.agentId === null ? null : { id: ticket.agentId, name: people.agentName ?? '' },
      channel: ticket.channel,
      customer:
        ticket.customerId === null
          ? null
          : { id: ticket.customerId, name: people.customerName, plan: people.customerPlan, addresses: people.addresses },
      locale: ticket.locale,
      live: ticket.live,
      call: showCall(people.call),
      callback: people.callback && { ...people.callback, askedFor: people.callback.askedFor && new Date(people.callback.askedFor).toISOString() },
      abandoned: ticket.abandoned,
      undelivered: people.undelivered,
      triage: ticket.triage,
      waitingFor: ticket.waitingFor,
      waitingUntil: ticket.waitingUntil?.toISOString() ?? null,
      version: ticket.version,
      tags: ticket.tags,
      followers: people.followers,
      following: false,
      openedAt: ticket.openedAt.toISOString(),
      updatedAt: people.updatedAt.toISOString(),
      lastContactAt: people.lastContactAt?.toISOString() ?? null,
      customerWroteLast: people.customerWroteLast,
      dueAt: nextTarget(ticket)?.toISOString() ?? null,
    };
  };
}

/** A ticket as this person sees it: with whether they follow it. */
export function seenBy<Seen extends TicketSummary>(ticket: Seen, agentId: string): Seen {
  return { ...ticket, following: ticket.followers.includes(agentId) };
}
