import { AppError, type Clock, type Transact } from '../../core/index.ts';
import { agentActor, customerActor, deskActor, type Actor } from '../events/index.ts';
import { mentionColleagues } from '../mentions/index.ts';
import { wantPreviews } from '../files/index.ts';
import { noteLesson } from '../lessons/index.ts';
import { retryReply, tellResolution, writeReply, type ChannelOf, type ChooseWay, type WishedWay, type WrittenWords } from '../replies/index.ts';
import { lowerCost, raiseCost, requeue, waitingAnew } from '../routing/index.ts';
import type { By, Ticket } from '../tickets/index.ts';
import { callbackToCome, demand, openStatuses, tell, type Act, type WorkStores } from './act.ts';
import { lockHanging, settleHanging } from './hanging.ts';
import { settle } from './settle.ts';
import { demandRead, writeOnce, type Writing } from './write-once.ts';

/** What an answer may have beside its words, on channels that carry it. */
export type AnswerExtras = Pick<WrittenWords, 'html' | 'cc' | 'files'> & {
  /** Where it is to go; left out: to the ticket's latest conversation. */
  way?: WishedWay | undefined;
};

/** What an agent does to a ticket in their hands. Each gives the ticket as it is afterwards; an illegal step throws `invalid_transition` (409). */
export interface Progress {
  /**
   * Throws `invalid_input` (400) for what the channel does not carry and for a way that there is not, `customer_wrote` (409) when the customer wrote after
   * what was seen, `id_taken` (409). The same id again gives the same reply and sends nothing, whatever else is said.
   */
  reply(number: number, by: By, text: string, extras?: AnswerExtras & Writing): Promise<{ ticket: Ticket; replyId: string }>;
  /** Sends again what of a reply did not arrive. Throws `not_found` (404), `not_failed` and `fate_unknown` (409). */
  retry(number: number, by: By, replyId: string, how: { evenIfSent: boolean }): Promise<Ticket>;
  /** `mentions`: the ids of colleagues it names. Refuses and repeats as `reply` does. */
  note(number: number, by: By, text: string, about?: Writing & { mentions?: readonly string[] | undefined }): Promise<{ ticket: Ticket; noteId: string }>;
  /** Notes that a letter was sent by post: it is an answer. Refuses and repeats as `reply` does. */
  letter(number: number, by: By, text: string, about?: Writing & { to?: string | undefined }): Promise<{ ticket: Ticket; letterId: string }>;
  wait(number: number, by: By, how: { for: 'customer' | 'vendor'; reason: string; until: Date | null }): Promise<Ticket>;
  resume(number: number, by: By): Promise<Ticket>;
  resolve(number: number, by: By, solution: string): Promise<Ticket>;
  reopen(number: number, by: By, reason: string | null): Promise<Ticket>;
  cancel(number: number, by: By, reason: string): Promise<Ticket>;
  /** Makes every status link given out so far worthless. */
  revokeStatusLink(number: number, by: By): Promise<Ticket>;
}

/** `textCost` is what work without anybody on the line costs at most, in capacity units. */
export function createProgress(act: Act, channelOf: ChannelOf, chooseWay: ChooseWay, textCost: number): Progress {
  return {
    reply: async (number, by, text, { id, seenSeq, way, ...extras } = {}) => {
      const once = writeOnce({ id }, by);
      const ticket = await act(number, by, async (stores, was, at) => {
        demand(was, 'answered', [...openStatuses, 'resolved']);
        await demandRead(stores, was, { seenSeq });
        if (way) await chooseWay(stores, was, way, at);
        const replyId = await writeReply(stores, was, { ...extras, id: once.id, kind: 'agent', text, agentId: by.agentId }, channelOf, at);
        once.demandStored(replyId !== null);
        await wantPreviews(stores, extras.files ?? [], at);
        return stores.tickets.save({ ...was, respondedAt: was.respondedAt ?? at });
      }, id === undefined ? {} : { wasDone: async (stores, ticket) => once.was(await stores.replies.find(id), ticket) });
      return { ticket, replyId: once.id };
    },
    retry: (number, by, replyId, how) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'answered', [...openStatuses, 'resolved']);
        await retryReply(stores, was, replyId, how, channelOf, at);
        return stores.tickets.save(was);
      }),
    note: async (number, by, text, { id, seenSeq, mentions = [] } = {}) => {
      const once = writeOnce({ id }, by);
      const ticket = await act(number, by, async (stores, was, at) => {
        await demandRead(stores, was, { seenSeq });
        const note = { id: once.id, ticketId: was.id, agentId: by.agentId };
        once.demandStored(await stores.notes.add({ ...note, text, createdAt: at }));
        const named = await mentionColleagues(stores, { ...note, at }, mentions);
        await stores.events.append([
          {
            name: 'note.written', at, actor: agentActor(by.agentId), ticketId: was.id, noteId: once.id,
            ...(named.length > 0 && { after: { mentions: named } }),
          },
        ]);
        return stores.tickets.save(was);
      }, id === undefined ? {} : { wasDone: async (stores, ticket) => once.was(await stores.notes.find(id), ticket) });
      return { ticket, noteId: once.id };
    },
    letter: async (number, by, text, { id, seenSeq, to } = {}) => {
      const once = writeOnce({ id }, by);
      const ticket = await act(number, by, async (stores, was, at) => {
        demand(was, 'answered', [...openStatuses, 'resolved']);
        await demandRead(stores, was, { seenSeq });
        once.demandStored(await stores.letters.add({ id: once.id, ticketId: was.id, agentId: by.agentId, text, to: to ?? null, createdAt: at }));
        await stores.events.append([{ name: 'letter.sent', at, actor: agentActor(by.agentId), ticketId: was.id, after: { letter: once.id } }]);
        return stores.tickets.save({ ...was, respondedAt: was.respondedAt ?? at });
      }, id === undefined ? {} : { wasDone: async (stores, ticket) => once.was(await stores.letters.find(id), ticket) });
      return { ticket, letterId: once.id };
    },
    wait: (number, by, how) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'put to wait', ['assigned']);
        if (how.until !== null && how.until <= at) {
          throw new AppError({ code: 'invalid_input', status: 400, publicMessage: 'The time to wait until has passed.', fields: { until: 'a time to come' } });
        }
        const assignment = await stores.assignments.openOfTicket(was.id);
        // While they are on the line, the caller takes the agent's whole attention.
        if (assignment && !was.live) await lowerCost(stores, assignment, 0, at);
        const is = await stores.tickets.save({ ...was, status: 'waiting', waitingFor: how.for, waitingUntil: how.until });
        await tell(stores, 'ticket.waiting', by, { was, is, at, reason: how.reason, fields: ['status', 'waitingFor', 'waitingUntil'] });
        return is;
      }),
    resume: (number, by) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'resumed', ['waiting']);
        return resumeWork(stores, was, agentActor(by.agentId), 'asked', at);
      }),
    resolve: (number, by, solution) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'resolved', ['assigned', 'waiting']);
        const hanging = await lockHanging(stores, was);
        const is = await settle(stores, { ...was, status: 'resolved', solution, resolvedAt: at }, { reason: 'resolved', textCost, at });
        await tell(stores, 'ticket.resolved', by, { was, is, at, reason: solution, fields: ['status'] });
        await noteLesson(stores, { was, is }, by, at);
        await tellResolution(stores, is, channelOf, at);
        await settleHanging(stores, is, hanging, { by, textCost, at });
        return is;
      }),
    reopen: (number, by, reason) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'reopened', ['resolved']);
        return reopenTicket(stores, was, agentActor(by.agentId), reason, at);
      }),
    cancel: (number, by, reason) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'cancelled', openStatuses);
        const hanging = await lockHanging(stores, was);
        const is = await settle(stores, { ...was, status: 'cancelled' }, { reason: 'cancelled', textCost, at });
        await tell(stores, 'ticket.cancelled', by, { was, is, at, reason, fields: ['status'] });
        await settleHanging(stores, is, hanging, { by, textCost, at });
        return is;
      }),
    revokeStatusLink: (number, by) =>
      act(number, by, async (stores, was, at) => {
        const is = await stores.tickets.save({ ...was, statusKey: was.statusKey + 1 });
        await tell(stores, 'status-link.revoked', by, { was, is, at, fields: [] });
        return is;
      }),
  };
}

/** Wakes a waiting ticket: back to its agent's hands, or to the queue when it has none. */
export async function resumeWork(
  stores: WorkStores,
  was: Ticket,
  actor: Actor,
  reason: string,
  at: Date,
): Promise<Ticket> {
  const assignment = await stores.assignments.openOfTicket(was.id);
  const awake = { ...was, waitingFor: null, waitingUntil: null };
  if (assignment) await raiseCost(stores, assignment, was.cost);
  const is = assignment
    ? await stores.tickets.save({ ...awake, status: 'assigned' })
    : await requeue(stores, waitingAnew(awake, at));
  await stores.events.append([
    {
      name: 'ticket.resumed', at, actor, ticketId: was.id, agentId: was.agentId, reason,
      before: { status: was.status, waitingFor: was.waitingFor }, after: { status: is.status, waitingFor: null },
    },
  ]);
  return is;
}

/** Puts a resolved ticket back to work, at its old place by priority. */
export async function reopenTicket(
  stores: WorkStores,
  was: Ticket,
  actor: Actor,
  reason: string | null,
  at: Date,
): Promise<Ticket> {
  const is = await requeue(stores, waitingAnew({ ...was, resolvedAt: null }, at));
  await stores.events.append([
    {
      name: 'ticket.reopened', at, actor, ticketId: was.id, reason,
      before: { status: was.status, agentId: was.agentId }, after: { status: is.status },
    },
  ]);
  return is;
}

/** What a customer's new contact does to their ticket: wakes it, opens it again, or only counts as news. */
export async function onCustomerWrote(stores: WorkStores, ticket: Ticket, at: Date): Promise<Ticket> {
  if (ticket.status === 'resolved') return reopenTicket(stores, ticket, customerActor, 'customer-wrote', at);
  // Who was promised a call at a time of their own is not called before it.
  if (ticket.status === 'waiting' && ticket.waitingFor === 'customer' && !(await callbackToCome(stores, ticket, at))) {
    return resumeWork(stores, ticket, customerActor, 'customer-wrote', at);
  }
  return stores.tickets.save(ticket);
}

/** Wakes a ticket whose time to wait is over; false when it no longer waits. */
export function createWaker(parts: { transact: Transact<WorkStores>; clock: Clock }) {
  return (ticketId: string): Promise<boolean> =>
    parts.transact(async (stores) => {
      const at = parts.clock.now();
      const ticket = await stores.tickets.lock(ticketId);
      if (ticket?.status !== 'waiting' || ticket.waitingUntil === null || ticket.waitingUntil > at) return false;
      await resumeWork(stores, ticket, deskActor, 'time-over', at);
      return true;
    });
}
