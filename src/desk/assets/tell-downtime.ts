import type { Actor, EventLog } from '../events/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { DowntimeStore } from './store.ts';

export interface DowntimeStores {
  downtimes: DowntimeStore;
  events: EventLog;
}

/** Whose ticket it is about, who says it, and when they say it. */
interface Telling {
  ticket: Pick<Ticket, 'id' | 'agentId'>;
  actor: Actor;
  at: Date;
}

/** Notes that a service is down since `from` and tells of it on a locked ticket (`downtime.began`); false, and nothing, when a downtime of this ticket is open already. */
export async function beginDowntime(
  { downtimes, events }: DowntimeStores,
  about: Telling & { service: string; assetId: string | null; from: Date },
): Promise<boolean> {
  const { ticket, actor, at, service, assetId, from } = about;
  const id = await downtimes.begin({ service, assetId, ticketId: ticket.id, at: from });
  if (id === null) return false;
  await events.append([{ name: 'downtime.began', at, effectiveAt: from, actor, ticketId: ticket.id, agentId: ticket.agentId, after: { downtimeId: id, service, since: from.toISOString() } }]);
  return true;
}

/** Notes that the service of the ticket's open downtime is back since `to` and tells of it (`downtime.ended`); false, and nothing, when none is open. */
export async function endDowntime({ downtimes, events }: DowntimeStores, { ticket, actor, at, to }: Telling & { to: Date }): Promise<boolean> {
  const ended = await downtimes.end({ ticketId: ticket.id, at: to });
  if (ended?.to == null) return false;
  const { id, service, from, to: endedAt } = ended;
  await events.append([{
    name: 'downtime.ended', at, effectiveAt: endedAt, actor, ticketId: ticket.id, agentId: ticket.agentId,
    after: { downtimeId: id, service, since: from.toISOString(), until: endedAt.toISOString() },
  }]);
  return true;
}
