import { sql } from 'kysely';
import type { Ticket, TicketStatus } from '../../../src/desk/tickets/index.ts';
import { landed, newNumber, takeIn, textFrom, ticketOf } from '../../intake/probes.ts';
import type { TestDesk } from '../../support/desk.ts';

export interface InStatus {
  ticket: Ticket;
  /** The agent who holds the offer or the assignment, or did last; a lead with ample capacity where nobody does. */
  agentId: string;
}

/** A ticket that came to this status the way people bring it there. */
export async function ticketIn(desk: TestDesk, status: TicketStatus): Promise<InStatus> {
  const offered = status === 'offered';
  const agentId = await desk.addAgent({ capacity: 200, available: false });
  const { ticketId, number } = landed(await takeIn(desk, textFrom(desk, newNumber())));
  const by = { agentId };
  if (status !== 'new') await desk.settle();
  desk.signals.length = 0;
  if (offered) {
    await desk.presence.setAvailability(agentId, 'available');
    await desk.matcher.matchAgent(agentId);
    await sql`update agents set availability = 'offline' where id = ${agentId}`.execute(desk.database.db);
  }
  if (['assigned', 'waiting', 'resolved', 'closed'].includes(status)) await desk.placing.assign(number, by, agentId);
  if (status === 'waiting') await desk.progress.wait(number, by, { for: 'vendor', reason: 'repuesto', until: null });
  if (status === 'resolved') await desk.progress.resolve(number, by, 'Hecho.');
  if (status === 'cancelled') await desk.progress.cancel(number, by, 'repetido');
  if (status === 'closed') {
    await sql`update assignments set ended_at = ${desk.clock.now()} where ticket_id = ${ticketId}`.execute(desk.database.db);
    await sql`update agents set load = 0 where id = ${agentId}`.execute(desk.database.db);
    // Closed otherwise than by a merge, whose number leads elsewhere: confirmed closure comes later.
    await sql`update tickets set status = 'closed' where id = ${ticketId}`.execute(desk.database.db);
  }
  desk.signals.length = 0;
  const ticket = await ticketOf(desk, ticketId);
  if (ticket.status !== status) throw new Error(`The ticket is ${ticket.status} and not ${status}.`);
  return { ticket, agentId };
}

/** Everything that an action refused must leave as it was. */
export async function traceOf(desk: TestDesk, ticketId: string) {
  const { rows } = await sql`select t.*, t.words::text as words,
      (select count(*) from events e where e.ticket_id = t.id) as events,
      (select count(*) from offers o where o.ticket_id = t.id and o.ended_at is null) as offers,
      (select count(*) from assignments s where s.ticket_id = t.id and s.ended_at is null) as assignments,
      (select count(*) from replies r where r.ticket_id = t.id) as replies,
      (select sum(a.load) from agents a) as load
    from tickets t where t.id = ${ticketId}`.execute(desk.database.db);
  return rows[0];
}

/** What an agent's load must be: the cost of their open offers and assignments. */
export async function loadMatches(desk: TestDesk): Promise<boolean> {
  const { rows } = await sql<{ wrong: number }>`select count(*)::int as wrong from agents a where a.load <>
      (select coalesce(sum(cost), 0) from offers o where o.agent_id = a.id and o.ended_at is null)
    + (select coalesce(sum(cost), 0) from assignments s where s.agent_id = a.id and s.ended_at is null)`.execute(desk.database.db);
  return rows[0]?.wrong === 0;
}

/** Leaves nothing waiting, so that the next ticket is the first in its queue. */
export async function emptyQueues(desk: TestDesk): Promise<void> {
  await sql`update tickets set status = 'cancelled' where status in ('new', 'queued')`.execute(desk.database.db);
}

/** Ends a test on a desk that others share: every load adds up, the agent is gone, and nothing waits. */
export async function clearDesk(desk: TestDesk, agentId: string): Promise<void> {
  if (!(await loadMatches(desk))) throw new Error('The load of an agent is not the cost of what they hold.');
  await desk.presence.signOff(agentId, 'vanished');
  await emptyQueues(desk);
  desk.signals.length = 0;
}
