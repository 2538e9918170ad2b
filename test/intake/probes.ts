import { sql } from 'kysely';
import type { Contact } from '../../src/core/index.ts';
import type { Acceptance } from '../../src/intake/accept.ts';
import type { Ticket } from '../../src/desk/tickets/index.ts';
import type { TestDesk } from '../support/desk.ts';

export const ours = '+576015550100';
const hour = 3600;
export const joinSeconds = 72 * hour;
export const reopenSeconds = 7 * 24 * hour;

let written = 0;

/** A text as the SMS channel makes it; its id is new unless given. */
export function textFrom(desk: TestDesk, from: string, about: { id?: string; body?: string; to?: string } = {}): Contact {
  written += 1;
  return desk.channels.sms.toContact({
    providerId: about.id ?? `SM${written}`, from, to: about.to ?? ours, text: about.body ?? 'no puedo navegar en internet',
    media: [], receivedAt: desk.clock.now(),
  });
}

export function takeIn(desk: TestDesk, contact: Contact): Promise<Acceptance> {
  return desk.accept(contact, desk.channels.sms.capabilities);
}

/** A number nobody has used before. */
export function newNumber(): string {
  written += 1;
  return `+57300${String(1_000_000 + written)}`;
}

/** The ticket that this contact opened or joined. */
export function landed(acceptance: Acceptance): { contactId: string; ticketId: string; number: number; statusKey: number } {
  const place = 'landed' in acceptance ? acceptance.landed : acceptance;
  if (!place) throw new Error('The contact landed on no ticket.');
  return { contactId: place.contactId, ticketId: place.ticketId, number: place.number, statusKey: place.statusKey };
}

export async function ticketOf(desk: TestDesk, ticketId: string): Promise<Ticket> {
  const ticket = await desk.transact((stores) => stores.tickets.lock(ticketId));
  if (!ticket) throw new Error('No such ticket.');
  return ticket;
}

/** Routes what waits and gives the ticket to this agent, as a lead would. */
export async function giveTo(desk: TestDesk, ticketId: string, agentId: string): Promise<Ticket> {
  await desk.settle();
  const { number } = await ticketOf(desk, ticketId);
  return desk.placing.assign(number, { agentId }, agentId);
}

export async function countOf(desk: TestDesk, table: 'tickets' | 'contacts' | 'customers' | 'conversations'): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(desk.database.db);
  return rows[0]?.count ?? 0;
}

export async function linksFrom(desk: TestDesk, ticketId: string): Promise<{ to: string; kind: string }[]> {
  const { rows } = await sql<{ to: string; kind: string }>`select to_id as "to", kind from ticket_links where from_id = ${ticketId}`
    .execute(desk.database.db);
  return rows;
}

export async function eventsOf(desk: TestDesk, ticketId: string, name?: string) {
  const { rows } = await sql<{
    name: string; reason: string | null; actor_kind: string; agent_id: string | null;
    before: Record<string, unknown> | null; after: Record<string, unknown> | null;
  }>`select name, reason, actor_kind, agent_id, before, after from events where ticket_id = ${ticketId} order by id`.execute(desk.database.db);
  return name === undefined ? rows : rows.filter((row) => row.name === name);
}

export async function loadOf(desk: TestDesk, agentId: string): Promise<number> {
  const agent = await desk.transact((stores) => stores.agents.find(agentId));
  return agent?.load ?? -1;
}
