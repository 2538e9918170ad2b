import { sql } from 'kysely';
import { newId, type Contact } from '../../../src/core/index.ts';
import type { TestDesk } from '../../support/desk.ts';

/** What a test asks of a new ticket; a web form about the constancia unless said. */
export interface NewWork {
  channel?: string;
  live?: boolean;
  entry?: string | null;
  impact?: 'low' | 'medium' | 'high';
  urgency?: 'low' | 'medium' | 'high';
  locale?: 'es' | 'en';
  /** The customer's e-mail; nobody known unless said. */
  customer?: string;
}

/** Takes in one contact and routes its ticket, without looking for an agent yet; gives the ticket's id. */
export async function placeWork(desk: TestDesk, about: NewWork = {}): Promise<string> {
  const { channel = 'web', live = channel === 'voice', entry = 'constancia', impact, urgency } = about;
  const contact: Contact = {
    channel, providerId: newId(), from: about.customer === undefined ? [] : [{ kind: 'email', value: about.customer }],
    fromText: 'x', to: channel, text: 'zzz', attachments: [],
    ...(about.locale ? { locale: about.locale } : {}),
    chosen: { ...(entry === null ? {} : { entry }), ...(impact ? { impact } : {}), ...(urgency ? { urgency } : {}) },
    receivedAt: desk.clock.now(),
  };
  const accepted = await desk.accept(contact, { ...desk.channels.web.capabilities, live });
  if ('landed' in accepted) throw new Error('A new contact is no duplicate.');
  await desk.router.routeTicket(accepted.ticketId);
  return accepted.ticketId;
}

/** The same, and the desk does everything that follows. */
export async function openWork(desk: TestDesk, about: NewWork = {}): Promise<string> {
  const ticketId = await placeWork(desk, about);
  await desk.settle();
  return ticketId;
}

/** What the relay of a process would do when this time has passed, and everything that follows. Everybody but `gone` stayed connected. */
export async function passTime(desk: TestDesk, seconds: number, gone?: string): Promise<void> {
  desk.clock.advance(seconds);
  const { rows } = await sql<{ id: string }>`select id from agents`.execute(desk.database.db);
  await desk.presence.markSeen(rows.map((row) => row.id).filter((id) => id !== gone));
  for (const offerId of await desk.backlog.dueOffers(desk.clock.now(), 200)) await desk.offers.expire(offerId);
  await desk.presence.withdrawAbsent();
  await desk.presence.signOffVanished();
  for (const ticketId of await desk.backlog.dueToWake(desk.clock.now(), 200)) await desk.wake(ticketId);
  for (const ticketId of await desk.backlog.dueToStep(desk.clock.now(), 200)) await desk.waitSteps.take(ticketId);
  for (const agentId of await desk.backlog.wrapUpsOver(desk.clock.now(), 200)) await desk.wrapUps.expire(agentId);
  await desk.settle();
  desk.signals.push(...(await desk.backlog.lateSignals(desk.clock.now(), 200)));
  await desk.settle();
}

export interface OpenOffer {
  id: string;
  ticketId: string;
  agentId: string;
}

export async function openOffers(desk: TestDesk): Promise<OpenOffer[]> {
  const { rows } = await sql<{ id: string; ticket_id: string; agent_id: string }>`
    select id, ticket_id, agent_id from offers where ended_at is null order by offered_at, id`.execute(desk.database.db);
  return rows.map((row) => ({ id: row.id, ticketId: row.ticket_id, agentId: row.agent_id }));
}

export async function offerOf(desk: TestDesk, ticketId: string): Promise<OpenOffer | null> {
  return (await openOffers(desk)).find((offer) => offer.ticketId === ticketId) ?? null;
}

/** The agent to whom this ticket is offered now. */
export async function offeredTo(desk: TestDesk, ticketId: string): Promise<string | null> {
  return (await offerOf(desk, ticketId))?.agentId ?? null;
}

/** Every offer so far, in the order they were made: whose and how it ended. */
export async function offersMade(desk: TestDesk): Promise<{ ticketId: string; agentId: string; outcome: string | null }[]> {
  const { rows } = await sql<{ ticket_id: string; agent_id: string; outcome: string | null }>`
    select o.ticket_id, o.agent_id, o.outcome from offers o join events e on e.offer_id = o.id and e.name = 'offer.made'
    order by e.id`.execute(desk.database.db);
  return rows.map((row) => ({ ticketId: row.ticket_id, agentId: row.agent_id, outcome: row.outcome }));
}

export async function ticketRow(desk: TestDesk, ticketId: string) {
  const { rows } = await sql<{ number: number; status: string; agent_id: string | null; team: string; tier: number; priority: string; queue_key: Date; queued_at: Date; live: boolean; skills: string[]; version: number; plan: string | null; respond_by: Date; customer_id: string | null; next_step_at: Date | null }>`
    select * from tickets where id = ${ticketId}`.execute(desk.database.db);
  const row = rows[0];
  if (!row) throw new Error('There is no such ticket.');
  return row;
}

export async function agentRow(desk: TestDesk, agentId: string) {
  const { rows } = await sql<{ load: number; capacity: number; availability: string; away_reason: string | null; missed_offers: number }>`
    select * from agents where id = ${agentId}`.execute(desk.database.db);
  const row = rows[0];
  if (!row) throw new Error('There is no such agent.');
  return row;
}

/** Takes the offer of this ticket for whoever has it. */
export async function acceptOffer(desk: TestDesk, ticketId: string): Promise<void> {
  const offer = await offerOf(desk, ticketId);
  if (!offer) throw new Error('The ticket is not offered.');
  await desk.offers.accept(offer.id, offer.agentId);
  await desk.settle();
}
