import { sql } from 'kysely';
import { eventsOf, landed, newNumber, takeIn, textFrom } from '../../intake/probes.ts';
import type { TestDesk } from '../../support/desk.ts';

export interface OutboxRow {
  id: string;
  kind: string;
  text: string;
  locale: string;
  status: string;
  provider_id: string | null;
  tries: number;
  error_code: string | null;
  error_message: string | null;
}

/** The replies of a ticket with what became of them, oldest first. */
export async function outboxOf(desk: TestDesk, ticketId: string): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`select d.id, r.kind, r.text, r.locale, d.status, d.provider_id, d.tries, d.error_code, d.error_message
    from replies r join deliveries d on d.reply_id = r.id where r.ticket_id = ${ticketId} order by r.created_at, r.kind`.execute(desk.database.db);
  return rows;
}

/** A ticket whose acknowledgement has gone out, and a reply by an agent that waits to be delivered. */
export async function replyQueued(desk: TestDesk, agentId: string, text = 'Reinicie el equipo.') {
  const from = newNumber();
  const { ticketId, number } = landed(await takeIn(desk, textFrom(desk, from)));
  await desk.settle();
  desk.clock.advance(1);
  await desk.progress.reply(number, { agentId }, text);
  const delivery = (await outboxOf(desk, ticketId)).find((row) => row.kind === 'agent');
  if (!delivery) throw new Error('The reply was not stored.');
  desk.signals.length = 0;
  const state = async () => {
    const row = (await outboxOf(desk, ticketId)).find((one) => one.id === delivery.id);
    if (!row) throw new Error('The reply is gone.');
    return row;
  };
  return { ticketId, number, from, deliveryId: delivery.id, state, told: async () => (await eventsOf(desk, ticketId)).map((event) => event.name).filter((name) => name.startsWith('delivery.')).slice(1) };
}
