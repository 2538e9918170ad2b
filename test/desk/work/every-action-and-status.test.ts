import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EventName } from '../../../src/desk/events/index.ts';
import { ticketStatuses, type By, type Ticket, type TicketStatus } from '../../../src/desk/tickets/index.ts';
import { eventsOf, landed, loadOf, newNumber, takeIn, textFrom, ticketOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { emptyQueues, loadMatches, ticketIn, traceOf } from './tickets-in-status.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());
afterEach(async () => {
  expect(await loadMatches(desk)).toBe(true);
  await emptyQueues(desk);
});

interface Action {
  run(number: number, by: By, agentId: string): Promise<unknown>;
  legal: TicketStatus[];
  /** The status that follows; null: as before. */
  becomes: TicketStatus | null;
  /** Who holds it afterwards: the same agent, nobody, or as before. */
  heldBy: 'agent' | 'nobody' | 'as-before';
  load: number | null;
  tells: EventName;
}

const unfinished: TicketStatus[] = ['new', 'queued', 'offered', 'assigned', 'waiting'];
const actions: Record<string, Action> = {
  reply: {
    run: (number, by) => desk.progress.reply(number, by, 'Hola'),
    legal: [...unfinished, 'resolved'], becomes: null, heldBy: 'as-before', load: null, tells: 'reply.written',
  },
  note: {
    run: (number, by) => desk.progress.note(number, by, 'Ojo'),
    legal: [...ticketStatuses], becomes: null, heldBy: 'as-before', load: null, tells: 'note.written',
  },
  wait: {
    run: (number, by) => desk.progress.wait(number, by, { for: 'customer', reason: 'falta un dato', until: null }),
    legal: ['assigned'], becomes: 'waiting', heldBy: 'agent', load: 0, tells: 'ticket.waiting',
  },
  resume: {
    run: (number, by) => desk.progress.resume(number, by),
    legal: ['waiting'], becomes: 'assigned', heldBy: 'agent', load: 15, tells: 'ticket.resumed',
  },
  resolve: {
    run: (number, by) => desk.progress.resolve(number, by, 'Reiniciado'),
    legal: ['assigned', 'waiting'], becomes: 'resolved', heldBy: 'nobody', load: 0, tells: 'ticket.resolved',
  },
  reopen: {
    run: (number, by) => desk.progress.reopen(number, by, 'no servía'),
    legal: ['resolved'], becomes: 'queued', heldBy: 'nobody', load: 0, tells: 'ticket.reopened',
  },
  cancel: {
    run: (number, by) => desk.progress.cancel(number, by, 'repetido'),
    legal: unfinished, becomes: 'cancelled', heldBy: 'nobody', load: 0, tells: 'ticket.cancelled',
  },
  escalate: {
    run: (number, by) => desk.placing.escalate(number, by, 'no alcanza'),
    legal: unfinished, becomes: 'queued', heldBy: 'nobody', load: 0, tells: 'ticket.escalated',
  },
  transfer: {
    run: (number, by) => desk.placing.transfer(number, by, { team: 'proveedor' }, 'es de ellos'),
    legal: unfinished, becomes: 'queued', heldBy: 'nobody', load: 0, tells: 'ticket.transferred',
  },
  assign: {
    run: (number, by, agentId) => desk.placing.assign(number, by, agentId),
    legal: unfinished, becomes: 'assigned', heldBy: 'agent', load: 15, tells: 'ticket.assigned',
  },
  classify: {
    run: (number, by) => desk.placing.classify(number, by, { impact: 'high' }),
    legal: unfinished, becomes: null, heldBy: 'as-before', load: null, tells: 'ticket.classified',
  },
  merge: {
    run: async (number, by) => {
      const target = landed(await takeIn(desk, textFrom(desk, newNumber())));
      return desk.joining.merge(number, by, target.number);
    },
    legal: [...unfinished, 'resolved'], becomes: 'closed', heldBy: 'nobody', load: 0, tells: 'ticket.closed',
  },
  'revoke the status link of': {
    run: (number, by) => desk.progress.revokeStatusLink(number, by),
    legal: [...ticketStatuses], becomes: null, heldBy: 'as-before', load: null, tells: 'status-link.revoked',
  },
};

/** A new ticket is given its place before anything else is done with it. */
function found(status: TicketStatus): TicketStatus {
  return status === 'new' ? 'queued' : status;
}

/** Changing the priority takes an offered ticket back to the queue. */
function statusAfter(name: string, action: Action, before: TicketStatus): TicketStatus {
  if (name === 'classify' && before === 'offered') return 'queued';
  return action.becomes ?? found(before);
}

async function holderOf(ticket: Ticket): Promise<string | null> {
  const assignment = await desk.transact((stores) => stores.assignments.openOfTicket(ticket.id));
  return assignment?.agentId ?? null;
}

const table = Object.entries(actions).flatMap(([name, action]) =>
  ticketStatuses.map((status) => ({ name, action, status, isLegal: action.legal.includes(status) })));

describe('legal', () => {
  test.each(table.filter(({ isLegal }) => isLegal))('$name a ticket that is $status', async ({ name, action, status }) => {
    const { ticket: was, agentId } = await ticketIn(desk, status);
    const held = await holderOf(was);
    const told = (await eventsOf(desk, was.id)).length;
    await action.run(was.number, { agentId, ifMatch: was.version }, agentId);

    const is = await ticketOf(desk, was.id);
    expect(is.status).toBe(statusAfter(name, action, status));
    expect(is.version).toBeGreaterThan(was.version);
    expect(await holderOf(is)).toBe(action.heldBy === 'agent' ? agentId : action.heldBy === 'nobody' ? null : held);
    if (action.load !== null) expect(await loadOf(desk, agentId)).toBe(action.load);
    expect(await desk.transact((stores) => stores.offers.openOfTicket(was.id)) !== null).toBe(is.status === 'offered');

    const news = (await eventsOf(desk, was.id)).slice(told);
    const event = news.find((one) => one.name === action.tells && one.actor_kind === 'agent');
    expect(event).toBeDefined();
    if (is.status !== found(status)) {
      expect(event?.before).toMatchObject({ status: found(status) });
      expect(event?.after).toMatchObject({ status: is.status });
    }
    if (is.status === 'queued' && (status !== 'queued' || action.becomes === 'queued')) expect(desk.signals).toContainEqual(expect.objectContaining({ kind: 'route-ticket', ticketId: is.id }));
  });
});

describe('illegal', () => {
  test.each(table.filter(({ isLegal }) => !isLegal))('$name a ticket that is $status changes nothing', async ({ action, status }) => {
    const { ticket, agentId } = await ticketIn(desk, status);
    const before = await traceOf(desk, ticket.id);
    await expect(action.run(ticket.number, { agentId }, agentId)).rejects.toMatchObject({ code: 'invalid_transition', status: 409 });
    expect(await traceOf(desk, ticket.id)).toEqual(before);
    expect(desk.signals.filter((signal) => signal.kind === 'route-ticket' && signal.ticketId === ticket.id)).toEqual([]);
  });
});

describe('stale', () => {
  test.each(Object.entries(actions))('%s with a version of before changes nothing', async (_name, action) => {
    const { ticket, agentId } = await ticketIn(desk, 'assigned');
    await desk.progress.note(ticket.number, { agentId }, 'otra persona');
    const before = await traceOf(desk, ticket.id);
    await expect(action.run(ticket.number, { agentId, ifMatch: ticket.version }, agentId)).rejects.toMatchObject({ code: 'stale', status: 409 });
    expect(await traceOf(desk, ticket.id)).toEqual(before);
  });

  test('of two people who saw the same version, one gets through', async () => {
    const { ticket, agentId } = await ticketIn(desk, 'assigned');
    const by = { agentId, ifMatch: ticket.version };
    const ends = await Promise.allSettled([
      desk.progress.resolve(ticket.number, by, 'A'), desk.progress.cancel(ticket.number, by, 'B'),
    ]);
    expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

test('an action on a number that is no ticket is not found', async () => {
  const agentId = await desk.addAgent({ available: false });
  for (const action of Object.values(actions)) {
    await expect(action.run(999_999, { agentId }, agentId)).rejects.toMatchObject({ code: 'not_found', status: 404 });
  }
});
