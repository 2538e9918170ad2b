import type { Classifier } from '../catalog/index.ts';
import { findPlan, type DeskDefinition } from '../definition/index.ts';
import { deskActor } from '../events/index.ts';
import { dueTimes } from '../sla/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { RoutingStores } from './offer.ts';
import { planRoute } from './plan.ts';
import { queueOffset } from './queue-key.ts';
import { requeue } from './requeue.ts';
import { teamOfPlan } from './route-ticket.ts';

const placedFields = ['kind', 'service', 'entry', 'impact', 'urgency', 'priority', 'tier', 'team', 'triage'] as const;

/**
 * Places a locked ticket by words that came after it was routed: only one that nobody could place and that nobody works
 * on, and only when the words say enough. It keeps its time of queueing. Null when it stays as it is.
 */
export async function reclassifyByWords(
  stores: RoutingStores,
  desk: DeskDefinition,
  classifier: Classifier,
  about: { ticket: Ticket; text: string; at: Date },
): Promise<Ticket | null> {
  const { ticket, text, at } = about;
  if (!ticket.triage || ticket.status !== 'queued') return null;
  const plan = planRoute(desk, classifier, { text, chosen: ticket.chosen, channel: ticket.channel, locale: ticket.locale });
  if (plan.triage) return null;
  const { because, ...placed } = plan;
  const next: Ticket = {
    ...ticket, ...placed, team: teamOfPlan(desk, plan, findPlan(desk, ticket.plan), ticket.chosen), cost: ticket.cost, locale: ticket.locale,
    ...dueTimes(desk, plan.entry, plan.priority, ticket.openedAt, ticket.plan),
  };
  const place = { kind: 'new', at: ticket.queuedAt ?? at, offsetMinutes: queueOffset(desk, next) } as const;
  const saved = await requeue(stores, next, place);
  const pick = (one: Ticket) => Object.fromEntries(placedFields.map((field) => [field, one[field]]));
  await stores.events.append([
    { name: 'ticket.classified', at, actor: deskActor, ticketId: ticket.id, reason: 'words', before: pick(ticket), after: { ...pick(saved), because } },
  ]);
  return saved;
}
