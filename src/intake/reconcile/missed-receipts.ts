import type { Clock, DeliveryReceipt, ProviderHistory } from '../../core/index.ts';
import type { ReconcileStore } from './store.ts';

const mostRead = 500;

/** Texts that were sent, or may have been, and of which nothing was heard since are asked after. Gives how many had news. */
export async function missedReceipts(parts: {
  history: Pick<ProviderHistory, 'receiptOf'>;
  store: Pick<ReconcileStore, 'unconfirmed' | 'noteRead'>;
  receive: (receipt: DeliveryReceipt) => Promise<void>;
  clock: Clock;
}, signal: AbortSignal): Promise<number> {
  const { history, store, receive, clock } = parts;
  let told = 0;
  for (const { deliveryId, providerId } of await store.unconfirmed(clock.now(), mostRead)) {
    signal.throwIfAborted();
    const receipt = await history.receiptOf(providerId);
    if (receipt && receipt.state !== 'sent') told += 1;
    if (receipt) await receive(receipt);
    await store.noteRead(deliveryId, clock.now());
  }
  return told;
}
