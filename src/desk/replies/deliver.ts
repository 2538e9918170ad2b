import { AppError, type AnyChannel, type Clock, type Sender, type Transact } from '../../core/index.ts';
import { deskActor, providerActor, type EventName } from '../events/index.ts';
import type { DeliveryStatus, Outgoing, ReplyStores } from './reply.ts';

/** A channel that sends, with its way out; null when the channel has no credentials. */
export interface Outlet {
  channel: AnyChannel;
  sender: Sender | null;
}

export interface Deliveries {
  /** Sends one queued delivery. At most once: a delivery found in `sending` is looked up, never sent again. Idempotent. */
  deliver(deliveryId: string): Promise<DeliveryStatus | null>;
  /** Takes in a provider's receipt, in any order and before its delivery is known. */
  receive(receipt: { providerId: string; state: 'sent' | 'delivered' | 'failed'; code: string | null; message: string | null }): Promise<void>;
}

const mostTries = 6;
/** A delivery in `sending` is another worker's until this long after; then its process is taken for dead. */
const sendingLasts = 60_000;

function retryAfter(tries: number): number {
  return Math.min(2 ** tries, 300) * 1000;
}

export function createDeliveries(parts: {
  transact: Transact<ReplyStores>;
  outletOf: (channel: string) => Outlet | null;
  clock: Clock;
}): Deliveries {
  const { transact, outletOf, clock } = parts;

  /** Marks the delivery as being sent, in a transaction of its own, so that a crash after it can be seen. */
  const claim = (deliveryId: string) =>
    transact(async (stores): Promise<{ outgoing: Outgoing; lost: boolean } | null> => {
      const outgoing = await stores.replies.lockOutgoing(deliveryId);
      if (!outgoing) return null;
      const { delivery } = outgoing;
      const now = clock.now();
      if (delivery.status === 'sending' && now.getTime() - delivery.updatedAt.getTime() > sendingLasts) {
        await stores.replies.setDelivery(deliveryId, { status: 'sending', at: now });
        return { outgoing, lost: true };
      }
      if (delivery.status !== 'queued' || delivery.nextTryAt > now) return null;
      await stores.replies.setDelivery(deliveryId, { status: 'sending', at: now, tries: delivery.tries + 1 });
      return { outgoing: { ...outgoing, delivery: { ...delivery, tries: delivery.tries + 1 } }, lost: false };
    });

  const conclude = (outgoing: Outgoing, end: Conclusion) =>
    transact(async (stores) => {
      if (end.providerId !== null) await stores.replies.serialise(end.providerId);
      const locked = await stores.replies.lockOutgoing(outgoing.delivery.id);
      const { status } = locked?.delivery ?? { status: null };
      // A sender slower than its lease may still say what became of a text that was given up as unknown.
      if (status !== 'sending' && !(status === 'unknown' && end.status === 'sent')) return status;
      const final = end.providerId === null ? end : await withReceipt(stores, outgoing, end, end.providerId);
      await record(stores, outgoing, final, clock.now());
      return final.status;
    });

  const send = async (outgoing: Outgoing): Promise<Conclusion> => {
    const outlet = outletOf(outgoing.channel);
    const text = outlet?.channel.render({ ...outgoing, id: outgoing.delivery.replyId });
    if (!outlet?.sender || !text) return refused('channel_off', 'This channel has no way out: it is not configured.');
    try {
      const outcome = await outlet.sender.send(text);
      return outcome.kind === 'sent'
        ? { status: 'sent', providerId: outcome.providerId, code: null, message: null, retryAt: null }
        : refused(outcome.code, outcome.message);
    } catch (error) {
      return afterFault(error, outgoing.delivery.tries, clock.now());
    }
  };

  const lookUp = async (outgoing: Outgoing): Promise<Conclusion> => {
    const outlet = outletOf(outgoing.channel);
    const text = outlet?.channel.render({ ...outgoing, id: outgoing.delivery.replyId });
    // It was due before it was sent; when it was last touched may be an earlier look-up.
    const found = outlet?.sender && text ? await outlet.sender.find(text, outgoing.delivery.nextTryAt) : null;
    if (found) return { status: 'sent', providerId: found.providerId, code: null, message: null, retryAt: null };
    return lost;
  };

  return {
    deliver: async (deliveryId) => {
      const claimed = await claim(deliveryId);
      if (!claimed) return null;
      const end = claimed.lost ? await lookUp(claimed.outgoing) : await send(claimed.outgoing);
      return conclude(claimed.outgoing, end);
    },
    receive: (receipt) =>
      transact(async (stores) => {
        await stores.replies.serialise(receipt.providerId);
        const outgoing = await stores.replies.lockByProvider(receipt.providerId);
        if (!outgoing) return stores.replies.keepReceipt({ ...receipt, at: clock.now() });
        const next = afterReceipt(receipt);
        if (!isNews(outgoing.delivery.status, next.status)) return;
        await record(stores, outgoing, { ...next, providerId: receipt.providerId, retryAt: null }, clock.now());
      }),
  };
}

interface Conclusion {
  status: Extract<DeliveryStatus, 'queued' | 'sent' | 'delivered' | 'failed' | 'unknown'>;
  providerId: string | null;
  code: string | null;
  message: string | null;
  retryAt: Date | null;
}

const lost: Conclusion = {
  status: 'unknown', providerId: null, code: 'unknown', message: 'The process ended while this was being sent.', retryAt: null,
};

/** Adds what the provider told of this text before we knew it. A text found that is another delivery's is not this one. */
async function withReceipt(stores: ReplyStores, outgoing: Outgoing, end: Conclusion, providerId: string): Promise<Conclusion> {
  const owner = await stores.replies.lockByProvider(providerId);
  if (owner && owner.delivery.id !== outgoing.delivery.id) return lost;
  const early = await stores.replies.takeReceipt(providerId);
  return early === null ? end : { ...end, ...afterReceipt(early) };
}

function refused(code: string, message: string): Conclusion {
  return { status: 'failed', providerId: null, code, message, retryAt: null };
}

/** Only a fault that certainly sent nothing may be tried again. */
function afterFault(error: unknown, tries: number, now: Date): Conclusion {
  const message = error instanceof Error ? error.message : 'Unknown fault.';
  if (!(error instanceof AppError)) return { status: 'unknown', providerId: null, code: 'unknown', message, retryAt: null };
  if (!error.retryable) return refused(error.code, message);
  if (tries >= mostTries) return refused('gave_up', `Gave up after ${tries} tries: ${message}`);
  return {
    status: 'queued', providerId: null, code: error.code, message, retryAt: new Date(now.getTime() + retryAfter(tries)),
  };
}

function afterReceipt(receipt: { state: string; code: string | null; message: string | null }): Pick<Conclusion, 'status' | 'code' | 'message'> {
  const status = receipt.state === 'delivered' ? 'delivered' : receipt.state === 'failed' ? 'failed' : 'sent';
  return { status, code: receipt.code, message: receipt.message };
}

/** Receipts come in any order: a text that was delivered or failed is not merely sent any more. */
function isNews(known: DeliveryStatus, told: DeliveryStatus): boolean {
  if (known === told || known === 'delivered') return false;
  return told !== 'sent' || known === 'unknown' || known === 'sending';
}

const eventOf: Record<Exclude<Conclusion['status'], 'queued'>, EventName> = {
  sent: 'delivery.sent', delivered: 'delivery.delivered', failed: 'delivery.failed', unknown: 'delivery.unknown',
};

async function record(stores: ReplyStores, outgoing: Outgoing, end: Conclusion, at: Date): Promise<void> {
  await stores.replies.setDelivery(outgoing.delivery.id, {
    status: end.status, at, errorCode: end.code, errorMessage: end.message,
    ...(end.providerId === null ? {} : { providerId: end.providerId }),
    ...(end.retryAt === null ? {} : { nextTryAt: end.retryAt }),
  });
  if (end.status === 'queued') return;
  await stores.events.append([
    {
      name: eventOf[end.status], at, ticketId: outgoing.ticketId, replyId: outgoing.delivery.replyId,
      actor: end.status === 'delivered' ? providerActor : deskActor, reason: end.message,
      after: { channel: outgoing.channel, code: end.code, providerId: end.providerId, tries: outgoing.delivery.tries },
    },
  ]);
}
