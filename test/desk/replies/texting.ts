import { sql } from 'kysely';
import { landed, takeIn, textFrom } from '../../intake/probes.ts';
import { smallDeskFile, type TestDesk } from '../../support/desk.ts';

export const template = { es: `HX${'e'.repeat(32)}`, en: `HX${'f'.repeat(32)}` };
/** The small desk with WhatsApp templates in both languages. */
export const deskWithTemplates = `${smallDeskFile}\nwhatsapp: { template: { es: ${template.es}, en: ${template.en} } }\n`;
export const oursOnWhatsApp = 'whatsapp:+14155238886';

/** A text that is taken in, with what came of it; `kind` of a word about our texts is its own. */
export async function text(desk: TestDesk, from: string, body: string, about: { to?: string; id?: string } = {}) {
  return takeIn(desk, textFrom(desk, from, { body, ...about }));
}

/** A ticket of this sender whose acknowledgement has been sent. */
export async function ticketOfSender(desk: TestDesk, from: string, to?: string) {
  const { ticketId, number } = landed(await text(desk, from, 'no puedo navegar en internet', to === undefined ? {} : { to }));
  await desk.settle();
  return { ticketId, number };
}

export interface DeliveryRow {
  id: string;
  kind: string;
  text: string;
  status: string;
  error_code: string | null;
  part: number;
  parts: number;
  attempt: number;
  provider_id: string | null;
  reply_id: string;
}

/** Every delivery of a ticket's replies, in the order of reply, attempt and part. */
export async function deliveriesOf(desk: TestDesk, ticketId: string, kind = 'agent'): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`select d.id, r.kind, coalesce(d.text, r.text) as text, d.status, d.error_code, d.part, d.parts, d.attempt,
      d.provider_id, d.reply_id
    from replies r join deliveries d on d.reply_id = r.id where r.ticket_id = ${ticketId} and r.kind = ${kind}
    order by r.created_at, r.id, d.attempt, d.part`.execute(desk.database.db);
  return rows;
}

/** What the relay raises again for deliveries that are due now. */
export async function relayDeliveries(desk: TestDesk): Promise<string[]> {
  const signals = await desk.backlog.lateSignals(desk.clock.now(), 1000);
  const due = signals.flatMap((signal) => (signal.kind === 'deliver-reply' ? [signal.deliveryId] : []));
  for (const deliveryId of due) await desk.deliveries.deliver(deliveryId);
  await desk.settle();
  return due;
}

export async function contactsFrom(desk: TestDesk, from: string): Promise<{ text: string; outcome: string; placed: boolean }[]> {
  const { rows } = await sql<{ text: string; outcome: string; placed: boolean }>`
    select text, outcome, conversation_id is not null as placed from contacts where from_text = ${from} order by received_at, id`.execute(desk.database.db);
  return rows;
}
