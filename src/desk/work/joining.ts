import { invalidInput, invalidTransition, ticketNumber } from '../../core/index.ts';
import { carryCallback, type RequestCallback } from '../callbacks/index.ts';
import { agentActor } from '../events/index.ts';
import { isEnded, isSettled, mostTags, type By, type Ticket } from '../tickets/index.ts';
import { demand, openStatuses, tell, type Act } from './act.ts';
import { settle } from './settle.ts';

/** Brings together what is one matter, and takes apart what is not. */
export interface Joining {
  /** Closes the ticket into another: its conversations move there and its number leads there from now on. Gives the other. */
  merge(number: number, by: By, into: number): Promise<Ticket>;
  /** Takes contacts out into a new linked ticket, which is routed by itself. Gives the new one. */
  split(number: number, by: By, contactIds: string[]): Promise<Ticket>;
}

/** `textCost` is what work without anybody on the line costs at most, in capacity units. */
export function createJoining(act: Act, textCost: number, requestCallback: RequestCallback): Joining {
  return {
    merge: (number, by, into) =>
      act(number, by, async (stores, seen, at) => {
        const target = await stores.tickets.lockNumber(into);
        if (!target) throw invalidInput({ into: 'the number of a ticket' });
        if (target.id === seen.id) throw invalidTransition(`${ticketNumber(seen.number)} cannot be merged into itself.`);
        demand(seen, 'merged', [...openStatuses, 'resolved']);
        if (isEnded(target) || isSettled(target)) {
          throw invalidTransition(`${ticketNumber(target.number)} is ${target.status}: nothing can be merged into it.`);
        }
        const promised = await stores.callbacks.openOfTicket(seen.id);
        const closed = await settle(stores, { ...seen, status: 'closed', mergedInto: target.id }, { reason: 'merged', textCost, at });
        await stores.tickets.moveConversations(seen.id, target.id);
        await stores.tickets.link(seen.id, target.id, 'duplicate');
        await stores.tickets.moveBelow(seen.id, target.id);
        await stores.follows.carryOver(seen.id, target.id);
        await stores.assets.carryOver(seen.id, target.id);
        const tags = [...new Set([...target.tags, ...seen.tags])].slice(0, Math.max(mostTags, target.tags.length));
        const is = await stores.tickets.save({ ...target, tags });
        await tell(stores, 'ticket.closed', by, { was: seen, is: closed, at, reason: 'merged', fields: ['status', 'mergedInto'] });
        await stores.events.append([
          {
            name: 'ticket.merged', at, actor: agentActor(by.agentId), ticketId: target.id, agentId: target.agentId,
            after: { from: ticketNumber(seen.number) },
          },
        ]);
        if (!promised || !(await carryCallback(stores, promised, is, requestCallback, at))) return is;
        return (await stores.tickets.lock(is.id)) ?? is;
      }, { also: into }),
    split: (number, by, contactIds) =>
      act(number, by, async (stores, was, at) => {
        const cost = Math.min(was.cost, textCost);
        const created = await stores.tickets.splitOff({ ...was, cost }, contactIds, at);
        if (!created) throw invalidInput({ contacts: 'ids of some, not all, contacts of this ticket' });
        await stores.tickets.link(created.id, was.id, 'split');
        const about = { at, actor: agentActor(by.agentId) };
        await stores.events.append([
          { ...about, name: 'ticket.opened', ticketId: created.id, reason: 'split', after: { status: 'new', from: ticketNumber(was.number) } },
          { ...about, name: 'ticket.split', ticketId: was.id, agentId: was.agentId, after: { to: ticketNumber(created.number) } },
        ]);
        await stores.tickets.save(was);
        stores.signals.raise({ kind: 'route-ticket', ticketId: created.id, routingVersion: created.routingVersion, priority: null });
        return created;
      }),
  };
}
