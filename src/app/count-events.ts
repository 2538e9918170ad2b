import { z } from 'zod';
import { doubtOf } from '../desk/catalog/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import type { NewEvent } from '../desk/events/index.ts';
import type { Metrics } from '../telemetry/index.ts';

/** Counts what this process committed; each event is committed by one process, so the sums over all are right. */
export function countEvents(metrics: Metrics, desk: DeskDefinition, events: NewEvent[]): void {
  for (const event of events) {
    count(metrics, event);
    countUnderstood(metrics, desk, event);
  }
}

function count(metrics: Metrics, { name, reason, after = {} }: NewEvent): void {
  switch (name) {
    case 'contact.quarantined':
      return metrics.contactQuarantined({ channel: String(after['channel']), reason: String(reason) });
    case 'ticket.routed':
      return metrics.ticketRouted({ tier: Number(after['tier']), team: String(after['team']), priority: String(after['priority']) });
    case 'offer.made':
      return metrics.offerWaited(Number(after['waitedSeconds']));
    case 'offer.accepted':
    case 'offer.declined':
    case 'offer.expired':
    case 'offer.withdrawn':
      return metrics.offerEnded({ outcome: name.slice('offer.'.length) });
    case 'ticket.assigned':
      return metrics.assignmentStarted({ team: String(after['team']) });
    case 'delivery.sent':
    case 'delivery.delivered':
    case 'delivery.failed':
    case 'delivery.unknown':
    case 'delivery.parked':
      // That a copy did not arrive is told, and ends nothing.
      if (after['copied'] === true) return;
      return metrics.deliveryEnded({ channel: String(after['channel']), status: name.slice('delivery.'.length) });
    default:
  }
}

const guessSchema = z.object({ because: z.object({ candidates: z.array(z.object({ entry: z.string(), confidence: z.number() })) }) });

/** How the words of new tickets were understood, and what agents had to put right. */
function countUnderstood(metrics: Metrics, desk: DeskDefinition, { name, actor, reason, before = {}, after = {} }: NewEvent): void {
  if (name === 'ticket.routed' && (reason === 'words' || reason === 'triage')) {
    const guess = guessSchema.safeParse(after).data?.because ?? { candidates: [] };
    metrics.textUnderstood({ outcome: reason === 'words' ? 'sure' : doubtOf(guess, desk).length > 0 ? 'doubt' : 'triage' });
  }
  if (name === 'ticket.classified' && actor.kind === 'agent' && after['entry'] != null && after['entry'] !== before['entry']) metrics.entryCorrected();
}
