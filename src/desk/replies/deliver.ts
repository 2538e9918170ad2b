import type { AnyChannel, Clock, DeliveryReceipt, OutboundText, RefusedRecipient, Sender, Signal, Transact } from '../../core/index.ts';
import { afterFault, afterOutcome, afterReceipt, isNews, lost, refusalsOf, refused, type Conclusion, type Patience } from './conclusion.ts';
import { storedWords } from './draft-deliveries.ts';
import { gateOf, invitationOf } from './gate.ts';
import { recordConclusion } from './record-conclusion.ts';
import type { DeliveryStatus, Hanging, HangingOf, LineReader, Outgoing, ReplyStores } from './reply.ts';
import { inviteCustomer } from './write-reply.ts';

/** A channel that sends, with its way out; null when the channel has no credentials. */
export interface Outlet {
  channel: AnyChannel;
  sender: Sender | null;
}

export interface Deliveries {
  /**
   * Sends one queued delivery, and raises the one that may have waited for it. At most once: a delivery found in `sending` is
   * looked up, never sent again. Idempotent.
   */
  deliver(deliveryId: string): Promise<DeliveryStatus | null>;
  /** Takes in a provider's receipt, in any order and before its delivery is known. */
  receive(receipt: DeliveryReceipt): Promise<void>;
}

/** A delivery in `sending` is another worker's until this many milliseconds after; then its process is taken for dead. */
const sendingLasts: Record<Patience, number> = { short: 60_000, long: 15 * 60_000 };

/** What a claimed delivery asks for: to be sent, to be looked up, or nothing any more. */
type Claimed = { kind: 'send' | 'look-up'; outgoing: Outgoing; hanging: Hanging | null } | { kind: 'settled'; status: DeliveryStatus };

export function createDeliveries<Stores extends ReplyStores>(parts: {
  transact: Transact<Stores>;
  line: LineReader;
  /** Hands on what should happen next and was found outside of a transaction. What is lost here, the relay finds. */
  raise: (signals: Signal[]) => void;
  outletOf: (channel: string) => Outlet | null;
  /** What a text takes along, on channels of threads and headers. */
  hangingOf: HangingOf<Stores>;
  /** Told, with what became of a text, whom the network refused it for. */
  onRefused: (stores: Stores, outgoing: Outgoing, refusals: RefusedRecipient[], at: Date) => Promise<void>;
  clock: Clock;
}): Deliveries {
  const { transact, outletOf, clock } = parts;
  const patienceOf = (outgoing: Outgoing): Patience => outletOf(outgoing.channel)?.sender?.patience ?? 'short';

  /** Marks the delivery as being sent, in a transaction of its own, so that a crash after it can be seen. */
  const claim = (deliveryId: string) =>
    transact(async (stores): Promise<Claimed | null> => {
      const now = clock.now();
      const outgoing = await stores.replies.lockOutgoing(deliveryId, now);
      if (!outgoing) return null;
      const { delivery } = outgoing;
      if (delivery.status === 'sending' && now.getTime() - delivery.updatedAt.getTime() > sendingLasts[patienceOf(outgoing)]) {
        await stores.replies.setDelivery(deliveryId, { status: 'sending', at: now });
        return { kind: 'look-up', outgoing, hanging: null };
      }
      if (!isDue(outgoing, now)) return null;
      const channel = outletOf(outgoing.channel)?.channel ?? null;
      const settled = channel && (await settleAtGate(stores, outgoing, channel, now));
      if (settled) return { kind: 'settled', status: settled };
      // Before it counts as being sent: what fails here has sent nothing.
      const hanging = channel && (await parts.hangingOf(stores, outgoing, channel));
      await stores.replies.setDelivery(deliveryId, { status: 'sending', at: now, tries: delivery.tries + 1 });
      return { kind: 'send', outgoing: { ...outgoing, delivery: { ...delivery, tries: delivery.tries + 1 } }, hanging };
    });

  const conclude = (outgoing: Outgoing, end: Conclusion) =>
    transact(async (stores) => {
      // Sent together, done in this order: a receipt waits before it asks for the delivery.
      const [, status] = await Promise.all([
        end.providerId === null ? null : stores.replies.serialise(end.providerId),
        stores.replies.lockStatus(outgoing.delivery.id),
      ]);
      const now = clock.now();
      // A sender slower than its lease may still say what became of a text that was given up as unknown.
      if (status !== 'sending' && !(status === 'unknown' && end.status === 'sent')) return status;
      const final = end.providerId === null ? end : await withReceipt(stores, outgoing, end, end.providerId);
      await recordConclusion(stores, outgoing, final, outletOf(outgoing.channel)?.channel ?? null, now);
      if (final.begins !== undefined && outgoing.conversationId !== null) await stores.replies.beginThread(outgoing.conversationId, final.begins);
      const refusals = refusalsOf(final);
      if (refusals.length > 0) await parts.onRefused(stores, outgoing, refusals, now);
      return final.status;
    });

  const send = async (outgoing: Outgoing, hanging: Hanging | null): Promise<Conclusion> => {
    const outlet = outletOf(outgoing.channel);
    const text = outlet && shape(outlet.channel, outgoing, hanging);
    if (!outlet?.sender || !text) return refused('channel_off', storedWords('channel_off').errorMessage);
    try {
      return afterOutcome(await outlet.sender.send(text));
    } catch (error) {
      return afterFault(error, { tries: outgoing.delivery.tries, patience: patienceOf(outgoing) }, clock.now());
    }
  };

  const lookUp = async (outgoing: Outgoing): Promise<Conclusion> => {
    const outlet = outletOf(outgoing.channel);
    const text = outlet && shape(outlet.channel, outgoing, null);
    // It was due before it was sent; when it was last touched may be an earlier look-up.
    const found = outlet?.sender && text ? await outlet.sender.find(text, outgoing.delivery.nextTryAt) : null;
    return found ? afterOutcome({ kind: 'sent', ...found }) : lost;
  };

  const deliverOne = async (deliveryId: string): Promise<DeliveryStatus | null> => {
    const claimed = await claim(deliveryId);
    if (!claimed) return null;
    if (claimed.kind === 'settled') return claimed.status;
    const end = claimed.kind === 'look-up' ? await lookUp(claimed.outgoing) : await send(claimed.outgoing, claimed.hanging);
    return conclude(claimed.outgoing, end);
  };

  // Looked for after the commit: whoever was told to wait before it is found, and whoever comes later finds its turn.
  const raiseNext = async (deliveryId: string) => {
    const next = await parts.line.nextInLine(deliveryId, clock.now());
    if (next !== null) parts.raise([{ kind: 'deliver-reply', deliveryId: next, after: deliveryId }]);
  };

  return {
    deliver: async (deliveryId) => {
      const status = await deliverOne(deliveryId);
      if (status !== null) await raiseNext(deliveryId);
      return status;
    },
    receive: (receipt) =>
      transact(async (stores) => {
        await stores.replies.serialise(receipt.providerId);
        const outgoing = await stores.replies.lockByProvider(receipt.providerId);
        const kept = { ...receipt, because: receipt.because ?? null };
        if (!outgoing) return stores.replies.keepReceipt({ ...kept, at: clock.now() });
        const next = afterReceipt(kept);
        if (!isNews(outgoing.delivery.status, next.status)) return;
        const end = { ...next, providerId: receipt.providerId, retryAt: null };
        await recordConclusion(stores, outgoing, end, outletOf(outgoing.channel)?.channel ?? null, clock.now());
      }),
  };
}

/** A queued text at its time; a held one once the customer has written; and neither before those in front of it. */
function isDue(outgoing: Outgoing, now: Date): boolean {
  const { delivery, lastContactAt, waitsForEarlier } = outgoing;
  if (waitsForEarlier) return false;
  if (delivery.status === 'queued') return delivery.nextTryAt <= now;
  return delivery.status === 'held' && lastContactAt !== null && (delivery.heldAfter === null || lastContactAt > delivery.heldAfter);
}

/** Ends or holds a text that must not leave now; null when it may. */
async function settleAtGate(stores: ReplyStores, outgoing: Outgoing, channel: AnyChannel, at: Date): Promise<DeliveryStatus | null> {
  const gate = gateOf(channel, outgoing, at);
  if (gate.kind === 'open') return null;
  if (gate.kind === 'refused') {
    const { errorCode, errorMessage } = storedWords(gate.code);
    await recordConclusion(stores, outgoing, refused(errorCode, errorMessage), channel, at);
    return 'failed';
  }
  const wasHeld = outgoing.delivery.status === 'held';
  await stores.replies.setDelivery(outgoing.delivery.id, { status: 'held', at, heldAfter: outgoing.lastContactAt, ...storedWords('waits_for_customer') });
  const { ticketId, conversationId } = outgoing;
  if (!wasHeld && ticketId !== null && conversationId !== null) await inviteCustomer(stores, { ...outgoing, ticketId, conversationId }, at);
  return 'held';
}

/** The text as its channel sends it. */
function shape(channel: AnyChannel, outgoing: Outgoing, hanging: Hanging | null): OutboundText | null {
  if (outgoing.kind === 'invitation') return invitationOf(channel, outgoing);
  const { replyId: id, part, parts } = outgoing.delivery;
  const asks = outgoing.kind === 'resolution' && part === parts;
  return channel.render({ ...outgoing, ...hanging, id, reference: `${id}.${part}`, piece: { part, parts }, ...(asks && { asks: 'solved' }) });
}

/** Adds what the provider told of this text before we knew it. A text found that is another delivery's is not this one. */
async function withReceipt(stores: ReplyStores, outgoing: Outgoing, end: Conclusion, providerId: string): Promise<Conclusion> {
  // Sent together: a receipt is kept only while no delivery has its id, so whoever finds an owner finds no receipt.
  const [owner, early] = await Promise.all([stores.replies.lockByProvider(providerId), stores.replies.takeReceipt(providerId)]);
  if (owner && owner.delivery.id !== outgoing.delivery.id) {
    if (owner.delivery.replyId !== outgoing.delivery.replyId || owner.delivery.part !== outgoing.delivery.part) return lost;
    await stores.replies.releaseProvider(owner.delivery.id);
  }
  return early === null ? end : { ...end, ...afterReceipt(early) };
}
