import type { AnyChannel } from '../../core/index.ts';
import { noteConsent, type Pair } from '../consent/index.ts';
import { deskActor, providerActor, type EventName } from '../events/index.ts';
import type { Conclusion } from './conclusion.ts';
import { draftDeliveries, storedWords } from './draft-deliveries.ts';
import { canWait } from './gate.ts';
import type { Outgoing, ReplyStores } from './reply.ts';
import { inviteCustomer } from './write-reply.ts';

const eventOf: Record<Exclude<Conclusion['status'], 'queued'>, EventName> = {
  sent: 'delivery.sent', delivered: 'delivery.delivered', failed: 'delivery.failed', unknown: 'delivery.unknown',
};

/** Stores what became of a locked delivery, tells it, and does what follows from it for the texts after it and for the pair. */
export async function recordConclusion(
  stores: ReplyStores,
  outgoing: Outgoing,
  end: Conclusion,
  channel: AnyChannel | null,
  at: Date,
): Promise<void> {
  const { delivery } = outgoing;
  if (outgoing.kind === 'opted-out' && end.because === 'opted-out') {
    return stores.replies.setDelivery(delivery.id, { status: 'shelved', at, ...storedWords('answered') });
  }
  await stores.replies.setDelivery(delivery.id, {
    status: end.status, at, errorCode: end.code, errorMessage: end.message,
    ...(end.providerId === null ? {} : { providerId: end.providerId }),
    ...(end.retryAt === null ? {} : { nextTryAt: end.retryAt }),
  });
  if (end.status === 'queued') return;
  await stores.events.append([
    {
      name: eventOf[end.status], at, ticketId: outgoing.ticketId, replyId: delivery.replyId,
      actor: end.status === 'delivered' ? providerActor : deskActor, reason: end.message ?? end.code,
      after: {
        channel: outgoing.channel, code: end.code, providerId: end.providerId, tries: delivery.tries,
        ...(delivery.parts > 1 && { part: delivery.part, parts: delivery.parts }),
      },
    },
  ]);
  await tellRefusedCopies(stores, outgoing, end, at);
  if (end.status !== 'sent' && end.status !== 'delivered') await stopAfter(stores, outgoing, end, channel, at);
}

/** The delivery stands: whom it was written to has it. */
async function tellRefusedCopies(stores: ReplyStores, outgoing: Outgoing, { refusedCopies = [] }: Conclusion, at: Date): Promise<void> {
  if (refusedCopies.length === 0) return;
  await stores.events.append(
    refusedCopies.map(({ recipient, code, message }) => ({
      name: 'delivery.failed', at, ticketId: outgoing.ticketId, replyId: outgoing.delivery.replyId, actor: deskActor, reason: message || code,
      after: { channel: outgoing.channel, code, recipient, copied: true },
    })),
  );
}

async function stopAfter(stores: ReplyStores, outgoing: Outgoing, end: Conclusion, channel: AnyChannel | null, at: Date): Promise<void> {
  const { delivery } = outgoing;
  if (end.because === 'window-closed' && channel && canWait(channel, outgoing)) return holdAgain(stores, outgoing, at);
  if (delivery.part < delivery.parts) {
    const { errorCode, errorMessage } = storedWords('earlier_part');
    await stores.replies.failLater(delivery, { code: errorCode, message: errorMessage, at });
  }
  const pair = pairOf(outgoing);
  if (!pair) return;
  if (end.because === 'opted-out') {
    await noteConsent(stores, pair, { stopped: true, source: 'provider', contactId: null, ticketId: outgoing.ticketId, wordAt: at, at });
    await endHeld(stores, pair, 'opted_out', at);
  }
  if (outgoing.kind === 'invitation' && end.status === 'failed') await endHeld(stores, pair, 'not_invited', at);
}

/**
 * The network took this text no more: another attempt of it, and of those after it, waits until the customer writes.
 * What comes after it in this attempt has not been sent.
 */
async function holdAgain(stores: ReplyStores, outgoing: Outgoing, at: Date): Promise<void> {
  const { delivery, ticketId, conversationId, lastContactAt } = outgoing;
  const attempt = delivery.attempt + 1;
  const texts = [outgoing, ...(await stores.replies.lockLater(delivery))];
  const { errorCode, errorMessage } = storedWords('waits_for_customer');
  await stores.replies.failLater(delivery, { code: errorCode, message: errorMessage, at });
  const drafts = draftDeliveries({
    replyId: delivery.replyId, attempt, gate: { kind: 'held' }, lastContactAt, at,
    texts: texts.map(({ delivery: { part, parts }, text, encoding, segments }) => ({
      part, parts, content: { text, ...(encoding !== null && segments !== null && { encoding, segments }) },
    })),
  });
  await stores.replies.addDeliveries(drafts);
  if (ticketId !== null && conversationId !== null) await inviteCustomer(stores, { ...outgoing, ticketId, conversationId }, at);
}

/** Ends what waits on this pair until the customer writes, and tells it. */
export async function endHeld(stores: ReplyStores, pair: Pair, code: 'opted_out' | 'not_invited', at: Date): Promise<void> {
  const { errorMessage } = storedWords(code);
  const ended = await stores.replies.failHeld(pair, { code, message: errorMessage, at });
  if (ended.length === 0) return;
  await stores.events.append(
    ended.map(({ replyId, ticketId }) => ({
      name: 'delivery.failed', at, ticketId, replyId, actor: deskActor, reason: errorMessage,
      after: { channel: pair.channel, code, providerId: null, tries: 0 },
    })),
  );
}

function pairOf({ channel, to, from }: Outgoing): Pair | null {
  return to === null ? null : { channel, theirs: to, ours: from };
}
