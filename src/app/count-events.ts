import type { NewEvent } from '../desk/events/index.ts';
import type { Metrics } from '../telemetry/index.ts';

/** Counts what this process committed; each event is committed by one process, so the sums over all are right. */
export function countEvents(metrics: Metrics, events: NewEvent[]): void {
  for (const event of events) count(metrics, event);
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
