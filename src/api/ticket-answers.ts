import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError, notFound, parseTicketNumber, type Locale } from '../core/index.ts';
import { explainLanding } from '../desk/mails/index.ts';
import type { ExplainDelivery } from '../desk/replies/index.ts';
import { seenBy, type DeliveryView, type TicketView, type TimelineItem } from '../desk/tickets/index.ts';
import type { By } from '../desk/tickets/index.ts';
import type { ApiDeps } from './deps.ts';
import { doubtIn, type DoubtView } from './doubt-in.ts';
import { signedInOf } from './plugins/auth.ts';
import type { shortWaySchema } from './schemas/way-back.ts';

/** The number in a ticket's address. Throws `not_found` (404) for what is none. */
export function numberOf(text: string): number {
  const number = parseTicketNumber(text);
  if (number === null) throw notFound(`Ticket ${text}`);
  return number;
}

/** Who asks for a change, and the version they saw when they said so by `If-Match` (RFC 9110, 13.1.1): `3`, `"3"`, `W/"3"` or `*`. */
export function byOf(request: FastifyRequest): By {
  const seen = request.headers['if-match'];
  const agentId = signedInOf(request).agent.id;
  if (seen === undefined || seen.trim() === '*') return { agentId };
  const match = /^(?:(\d{1,9})|(?:W\/)?"(\d{1,9})")$/.exec(seen.trim());
  if (!match) {
    throw new AppError({
      code: 'invalid_input', status: 400, publicMessage: 'If-Match must be the version of the ticket.',
      fields: { 'if-match': 'must be a version such as "3"' },
    });
  }
  return { agentId, ifMatch: Number(match[1] ?? match[2]) };
}

/** What showing a ticket takes. */
export type ShowingDeps = Pick<ApiDeps, 'reader' | 'findWayBack' | 'publishEvents' | 'explainDelivery' | 'desk'>;

/** Says in the reader's language why a mail is where it is, and why a reply did not arrive. */
function explained(item: TimelineItem, locale: Locale, explain: ExplainDelivery): TimelineItem {
  if (item.kind === 'contact' && item.mail) {
    return { ...item, mail: { ...item.mail, landed: explainLanding(item.mail.landed.code, locale) } };
  }
  if (item.kind === 'event') {
    const code = item.name.startsWith('delivery.') || item.name === 'address.undeliverable' ? item.after?.['code'] : null;
    return typeof code === 'string' ? { ...item, reason: explain(code, item.reason === code ? null : item.reason, locale) } : item;
  }
  if (item.kind !== 'reply') return item;
  const { delivery } = item;
  const error = explain(delivery.code, delivery.error, locale);
  const parts = delivery.parts?.map((part) => ({ ...part, error: explain(part.code, part.error, locale) })) ?? null;
  return { ...item, delivery: { ...delivery, error, parts } };
}

/** The ticket as it is now, with everything that was just done to it. Throws `not_found` (404). */
export type ShowTicket = (number: number, locale: Locale | undefined, reply: FastifyReply) => Promise<TicketView & { ways: ShortWay[]; doubt: DoubtView[] }>;

type ShortWay = z.output<typeof shortWaySchema>;

export function createShowTicket(deps: ShowingDeps) {
  const { reader, publishEvents } = deps;
  const show: ShowTicket = async (number, locale, reply) => {
    const [ticket, wayBack] = await Promise.all([reader.read(number, locale), deps.findWayBack(number)]);
    if (!ticket || !wayBack) throw notFound(`Ticket V-${number}`);
    const ways = wayBack.ways.map(({ way, reason, channel, to, from }) => ({ way, reason, channel, to: to?.value ?? null, from }));
    reply.header('etag', `"${ticket.version}"`);
    const inWords = locale ?? deps.desk.locale;
    return {
      ...seenBy(ticket, signedInOf(reply.request).agent.id), ways, doubt: doubtIn(ticket, deps.desk, inWords),
      timeline: ticket.timeline.map((item) => explained(item, inWords, deps.explainDelivery)),
    };
  };
  const showChanged: ShowTicket = async (...about) => {
    await publishEvents();
    return show(...about);
  };
  return { show, showChanged };
}

/** How a reply of this ticket stands. Throws `not_found` (404) for one that is not in its timeline. */
export function deliveryOf(ticket: TicketView, replyId: string): DeliveryView {
  const item = ticket.timeline.find((one) => one.kind === 'reply' && one.id === replyId);
  if (item?.kind !== 'reply') throw notFound('Reply');
  return item.delivery;
}
