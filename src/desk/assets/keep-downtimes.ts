import { AppError, demandUnchanged, invalidInput, isId, momentAfter, newId, notFound, type Clock, type Transact } from '../../core/index.ts';
import { findService, type DeskDefinition } from '../definition/index.ts';
import { agentActor, type EventLog, type EventName } from '../events/index.ts';
import type { TicketStore } from '../tickets/index.ts';
import type { AssetStore, Downtime, DowntimeStore } from './store.ts';

/** A downtime as a lead says it; `ticket` is a public number. */
export interface SaidDowntime {
  service: string;
  assetId: string | null;
  ticket: number | null;
  from: Date;
  /** Null: it still lasts. */
  to: Date | null;
  note: string;
}
export type DowntimeChange = { [Field in keyof SaidDowntime]?: SaidDowntime[Field] | undefined };

/** Downtimes that leads write down, correct and take away: not every outage is told by a machine. Every change is an event. */
export interface KeepDowntimes {
  /** Gives its id. Throws `invalid_input` (400) for what the desk does not have or for times that are to come, `downtime_open` (409) when its ticket has one that still lasts. */
  record(said: SaidDowntime, by: { agentId: string }): Promise<string>;
  /** Throws also `not_found` (404), and `stale` (409) when it changed since `seen`. */
  change(id: string, change: DowntimeChange, by: { agentId: string; seen: Date | null }): Promise<void>;
  /** It counts no longer. Throws `not_found` (404) and `stale` (409). */
  remove(id: string, reason: string, by: { agentId: string; seen: Date | null }): Promise<void>;
}

type Stores = { assets: AssetStore; downtimes: DowntimeStore; tickets: TicketStore; events: EventLog };

export function createKeepDowntimes({ transact, desk, clock }: { transact: Transact<Stores>; desk: DeskDefinition; clock: Clock }): KeepDowntimes {
  const resolve = async ({ assets, tickets }: Stores, said: DowntimeChange) => {
    if (said.service !== undefined && !findService(desk, said.service)) throw invalidInput({ service: 'is no service of this desk' });
    if (said.assetId != null && !(isId(said.assetId) && (await assets.find(said.assetId)))) throw invalidInput({ asset: 'must be the id of an asset' });
    if (said.ticket == null) return said.ticket;
    const ticket = await tickets.lockNumber(said.ticket);
    if (!ticket) throw invalidInput({ ticket: 'must be the number of a ticket' });
    return ticket.id;
  };
  const tell = (events: EventLog, name: EventName, agentId: string, about: { at: Date; was: Downtime | null; is: Downtime | null; reason?: string }) =>
    events.append([{
      name, at: about.at, actor: agentActor(agentId), ticketId: about.is?.ticketId ?? about.was?.ticketId ?? null, reason: about.reason ?? null,
      ...(about.was && { before: plain(about.was) }), ...(about.is && { after: plain(about.is) }),
    }]);
  const find = async ({ downtimes }: Stores, id: string, seen: Date | null) => {
    const was = isId(id) ? await downtimes.lock(id) : null;
    if (!was) throw notFound('The downtime');
    demandUnchanged(was.changedAt, seen);
    return was;
  };
  return {
    record: (said, { agentId }) =>
      transact(async (stores) => {
        const at = clock.now();
        const ticketId = (await resolve(stores, said)) ?? null;
        const { service, assetId, from, to, note } = said;
        demandPast({ from, to }, at);
        const is: Downtime = { id: newId(), service, assetId, ticketId, from, to, note, changedAt: at };
        if (!(await stores.downtimes.record({ ...is, by: agentId }))) throw isOpenAlready();
        await tell(stores.events, 'downtime.recorded', agentId, { at, was: null, is });
        return is.id;
      }),
    change: (id, change, { agentId, seen }) =>
      transact(async (stores) => {
        const at = clock.now();
        const ticketId = await resolve(stores, change);
        const was = await find(stores, id, seen);
        const is: Downtime = {
          id, service: change.service ?? was.service, assetId: change.assetId === undefined ? was.assetId : change.assetId,
          ticketId: ticketId === undefined ? was.ticketId : ticketId, from: change.from ?? was.from, to: change.to === undefined ? was.to : change.to,
          note: change.note ?? was.note, changedAt: momentAfter(was.changedAt, at),
        };
        demandPast(is, at);
        if (!(await stores.downtimes.change(is))) throw isOpenAlready();
        await tell(stores.events, 'downtime.changed', agentId, { at, was, is });
      }),
    remove: (id, reason, { agentId, seen }) =>
      transact(async (stores) => {
        const was = await find(stores, id, seen);
        const at = clock.now();
        await stores.downtimes.remove(id, { by: agentId, at, reason });
        await tell(stores.events, 'downtime.removed', agentId, { at, was, is: null, reason });
      }),
  };
}

function demandPast({ from, to }: { from: Date; to: Date | null }, now: Date): void {
  if (from > now) throw invalidInput({ from: 'must not be to come' });
  if (to === null) return;
  if (to > now) throw invalidInput({ to: 'must not be to come' });
  if (to <= from) throw invalidInput({ to: 'must be after its beginning' });
}

function isOpenAlready(): AppError {
  return new AppError({ code: 'downtime_open', status: 409, publicMessage: 'This ticket has a downtime that still lasts.', fields: { ticket: 'has a downtime that still lasts' } });
}

function plain({ id, service, assetId, from, to, note }: Downtime): Record<string, unknown> {
  return { downtimeId: id, service, assetId, since: from.toISOString(), until: to?.toISOString() ?? null, note };
}
