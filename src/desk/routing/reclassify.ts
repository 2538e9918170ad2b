import type { Classifier } from '../catalog/index.ts';
import { answeredEntry, saysNoneOfThem } from '../catalog/index.ts';
import { findPlan, type DeskDefinition } from '../definition/index.ts';
import { customerActor, deskActor } from '../events/index.ts';
import { dueTimes } from '../sla/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { RoutingStores } from './offer.ts';
import { withdrawOfferOf } from './offers.ts';
import { planRoute, type RoutePlan } from './plan.ts';
import { queueOffset } from './queue-key.ts';
import { requeue } from './requeue.ts';
import { teamOfPlan, wordsRead, type WordStore } from './route-ticket.ts';

/** What routing asks of questions to customers. */
export interface QuestionStore {
  /** The entries that the ticket's customer was asked to choose from; none: nobody was asked. */
  askedOf(ticketId: string): Promise<string[]>;
}

export type LaterWordsStores = RoutingStores & { words: WordStore; replies: QuestionStore };

interface Understood {
  plan: RoutePlan;
  because: 'customer-chose' | 'words';
}

const placedFields = ['kind', 'service', 'entry', 'impact', 'urgency', 'priority', 'tier', 'team', 'triage'] as const;

/**
 * Places a locked ticket by words that came after it was routed: only one that nobody could place, that nobody works on
 * and that no agent sent elsewhere, and only when the words say enough, by themselves or as the answer to what its
 * customer was asked. It keeps its time of queueing. Null when it stays as it is.
 */
export async function reclassifyByWords(
  stores: LaterWordsStores,
  desk: DeskDefinition,
  classifier: Classifier,
  about: { ticket: Ticket; text: string; at: Date },
): Promise<Ticket | null> {
  const { ticket, at } = about;
  if (!ticket.triage || (ticket.status !== 'queued' && ticket.status !== 'offered')) return null;
  const unplaced = planRoute(desk, classifier, { text: '', chosen: ticket.chosen, channel: ticket.channel, locale: ticket.locale });
  const routedTo = teamOfPlan(desk, unplaced, findPlan(desk, ticket.plan), ticket.chosen);
  if (ticket.team !== routedTo && ticket.overflowStep === 0) return null;
  const understood = await understand(stores, desk, classifier, about);
  if (!understood) return null;
  const { because, ...placed } = understood.plan;
  const isAnswer = understood.because === 'customer-chose';
  const next: Ticket = {
    ...ticket, ...placed, team: teamOfPlan(desk, understood.plan, findPlan(desk, ticket.plan), ticket.chosen), cost: ticket.cost, locale: ticket.locale,
    ...(isAnswer && placed.entry !== null && { chosen: { ...ticket.chosen, entry: placed.entry } }),
    ...dueTimes(desk, placed.entry, placed.priority, ticket.openedAt, ticket.plan),
  };
  const saved = await placeAnew(stores, desk, ticket, next, at);
  const pick = (one: Ticket) => Object.fromEntries(placedFields.map((field) => [field, one[field]]));
  await stores.events.append([
    {
      name: 'ticket.classified', at, actor: isAnswer ? customerActor : deskActor, ticketId: ticket.id, reason: understood.because,
      before: pick(ticket), after: { ...pick(saved), because },
    },
  ]);
  return saved;
}

/** What later words mean: the answer to a question, their own matter, or one that they make clear together with what was said before. */
async function understand(
  stores: LaterWordsStores, desk: DeskDefinition, classifier: Classifier, { ticket, text }: { ticket: Ticket; text: string },
): Promise<Understood | null> {
  const planOf = (words: string, chosen = ticket.chosen) =>
    planRoute(desk, classifier, { text: words, chosen, channel: ticket.channel, locale: ticket.locale });
  if (saysNoneOfThem(text)) return null;
  const answer = answeredEntry(text, await stores.replies.askedOf(ticket.id), desk);
  const alone = answer === null ? planOf(text) : null;
  // Thanks and the like tell nothing, whatever they are added to.
  const tellsNothing = alone?.triage === true && (alone.because.candidates[0]?.confidence ?? 0) < desk.classification.ask;
  if (tellsNothing) return null;
  const before = await stores.words.textOf(ticket.id, wordsRead);
  const everything = before.includes(text) ? before : `${before}\n${text}`;
  const choose = (entry: string) => planOf(everything, { ...ticket.chosen, entry });
  if (answer !== null) return { plan: choose(answer), because: 'customer-chose' };
  const found = alone?.triage === false ? alone : planOf(everything);
  if (found.entry === null || found.triage) return null;
  // What raises impact and urgency may have been said at first.
  const { impact, urgency, priority, because: { raisedBy, raisedLearned } } = choose(found.entry);
  return { plan: { ...found, impact, urgency, priority, because: { ...found.because, raisedBy, raisedLearned } }, because: 'words' };
}

/** An offer goes on where nothing changes for the agent who looks at it. */
async function placeAnew(stores: RoutingStores, desk: DeskDefinition, was: Ticket, next: Ticket, at: Date): Promise<Ticket> {
  const isSameWork = next.team === was.team && next.priority === was.priority && next.skills.length === 0 && next.agentLocale === null;
  if (was.status === 'offered' && isSameWork) return stores.tickets.save(next);
  await withdrawOfferOf(stores, was, 'classified', at);
  return requeue(stores, next, { kind: 'new', at: was.queuedAt ?? at, offsetMinutes: queueOffset(desk, next) });
}
