import type { Level, Locale } from '../../src/core/index.ts';
import type { Priority, Tier } from '../../src/desk/definition/index.ts';
import type { Chosen, Ticket, TicketKind, TicketStatus } from '../../src/desk/tickets/index.ts';

/** A row of `tickets`. */
export interface TicketRow {
  id: string;
  number: number;
  kind: TicketKind;
  status: TicketStatus;
  subject: string;
  service: string | null;
  entry: string | null;
  impact: Level | null;
  urgency: Level | null;
  priority: Priority | null;
  tier: Tier | null;
  team: string | null;
  agent_id: string | null;
  channel: string;
  customer_id: string | null;
  locale: Locale;
  live: boolean;
  cost: number;
  abandoned: boolean;
  triage: boolean;
  confidence: number | null;
  skills: string[];
  agent_locale: Locale | null;
  chosen: Chosen;
  version: number;
  routing_version: number;
  routed_version: number;
  queued_at: Date | null;
  waits_since: Date | null;
  queue_key: Date | null;
  overflow_step: number;
  next_step_at: Date | null;
  preferred_agent_id: string | null;
  preferred_until: Date | null;
  plan: string | null;
  opened_at: Date;
  respond_by: Date | null;
  resolve_by: Date | null;
  responded_at: Date | null;
  resolved_at: Date | null;
  waiting_for: 'customer' | 'vendor' | null;
  waiting_until: Date | null;
  solution: string | null;
  tags: string[];
  merged_into: string | null;
  status_key: number;
}

export function toTicket(row: TicketRow): Ticket {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    status: row.status,
    subject: row.subject,
    service: row.service,
    entry: row.entry,
    impact: row.impact,
    urgency: row.urgency,
    priority: row.priority,
    tier: row.tier,
    team: row.team,
    agentId: row.agent_id,
    channel: row.channel,
    customerId: row.customer_id,
    locale: row.locale,
    live: row.live,
    cost: row.cost,
    abandoned: row.abandoned,
    triage: row.triage,
    confidence: row.confidence,
    skills: row.skills,
    agentLocale: row.agent_locale,
    chosen: row.chosen,
    version: row.version,
    routingVersion: row.routing_version,
    routedVersion: row.routed_version,
    queuedAt: row.queued_at,
    waitsSince: row.waits_since,
    queueKey: row.queue_key,
    overflowStep: row.overflow_step,
    nextStepAt: row.next_step_at,
    preferredAgentId: row.preferred_agent_id,
    preferredUntil: row.preferred_until,
    plan: row.plan,
    openedAt: row.opened_at,
    respondBy: row.respond_by,
    resolveBy: row.resolve_by,
    respondedAt: row.responded_at,
    resolvedAt: row.resolved_at,
    waitingFor: row.waiting_for,
    waitingUntil: row.waiting_until,
    solution: row.solution,
    tags: row.tags,
    mergedInto: row.merged_into,
    statusKey: row.status_key,
  };
}
