import { AppError, notFound, type AnyChannel } from '../../core/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { draftDeliveries } from './draft-deliveries.ts';
import { gateOf } from './gate.ts';
import type { ChannelOf, Outgoing, ReplyStores } from './reply.ts';
import { inviteCustomer, startDeliveries } from './write-reply.ts';

/**
 * Sends again, on a locked ticket, those texts of a reply that did not arrive, or that were parked; the others are not sent twice. Throws
 * `not_found` (404), `not_failed` (409) when nothing failed, and `fate_unknown` (409) for one that may have arrived,
 * unless it is wanted even so.
 */
export async function retryReply(
  stores: ReplyStores,
  ticket: Pick<Ticket, 'id'>,
  replyId: string,
  how: { evenIfSent: boolean },
  channelOf: ChannelOf,
  at: Date,
): Promise<void> {
  const latest = await stores.replies.lockLatest(replyId);
  const first = latest[0];
  if (first?.ticketId !== ticket.id) throw notFound('Reply');
  const again = undelivered(latest, how.evenIfSent);
  const channel = channelOf(first.channel);
  if (channel?.capabilities.reply !== 'send') throw conflict('not_failed', 'This reply has no way out.');
  await queueAgain(stores, again, 1 + Math.max(...latest.map(({ delivery }) => delivery.attempt)), channel, at);
}

/** Queues one more attempt of these texts, as far as they may leave now. */
async function queueAgain(stores: ReplyStores, again: Outgoing[], attempt: number, channel: AnyChannel, at: Date): Promise<void> {
  const first = again[0];
  if (!first) return;
  const gate = gateOf(channel, first, at);
  const deliveries = draftDeliveries({
    replyId: first.delivery.replyId, attempt, gate, lastContactAt: first.lastContactAt, at,
    texts: again.map((outgoing) => ({ part: outgoing.delivery.part, parts: outgoing.delivery.parts, content: contentOf(outgoing) })),
  });
  await stores.replies.addDeliveries(deliveries);
  await startDeliveries(stores, first, deliveries, at);
  const { ticketId, conversationId } = first;
  if (gate.kind === 'held' && ticketId !== null && conversationId !== null) {
    await inviteCustomer(stores, { ...first, ticketId, conversationId }, at);
  }
}

function contentOf({ text, encoding, segments }: Outgoing) {
  return { text, ...(encoding !== null && segments !== null && { encoding, segments }) };
}

function undelivered(latest: Outgoing[], evenIfSent: boolean): Outgoing[] {
  const withStatus = (...statuses: string[]) => latest.filter(({ delivery }) => statuses.includes(delivery.status));
  if (withStatus('queued', 'held', 'sending').length > 0) throw conflict('not_failed', 'This reply is still on its way.');
  const again = withStatus('failed', 'unknown', 'parked');
  if (again.length === 0) throw conflict('not_failed', 'This reply did not fail.');
  if (withStatus('unknown').length > 0 && !evenIfSent) {
    throw conflict('fate_unknown', 'Whether this reply arrived is not known. Say evenIfSent to send it again all the same.');
  }
  return again;
}

function conflict(code: string, publicMessage: string): AppError {
  return new AppError({ code, status: 409, publicMessage });
}
