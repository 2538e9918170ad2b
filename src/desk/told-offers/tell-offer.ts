import { AppError, type Clock, type Transact } from '../../core/index.ts';
import type { OfferOutlet, ToldOffer, ToldOfferStore } from './told-offer.ts';

/**
 * Tells an agent of an offer, at most once, or of its end where they were told; whatever is due. A message that was being
 * sent when its process died is never sent again. Idempotent.
 */
export type TellOffer = (offerId: string) => Promise<void>;

/** One found in `sending` after this many milliseconds may have gone out. */
const sendingLasts = 60_000;
/** Milliseconds after each try that certainly failed: an offer lives for a minute or so. */
const pauses = [2_000, 5_000, 10_000, 20_000];
/** Tries to say that it ended, and milliseconds between them. */
const mostEndings = 10;
const endingPause = 10_000;

export function createTellOffer<Stores extends { toldOffers: ToldOfferStore }>(parts: { transact: Transact<Stores>; outlet: OfferOutlet | null; clock: Clock }): TellOffer {
  const { transact, outlet, clock } = parts;

  /** What is due of it, claimed in a transaction of its own. */
  const claim = (offerId: string) =>
    transact(async ({ toldOffers }): Promise<{ kind: 'tell' | 'end'; offer: ToldOffer } | null> => {
      const offer = await toldOffers.lock(offerId);
      const at = clock.now();
      if (!offer) return null;
      if (offer.status === 'sending' && at.getTime() - offer.updatedAt.getTime() > sendingLasts) {
        await toldOffers.set(offerId, { status: 'untold', reason: 'interrupted', at });
      }
      if (offer.status === 'queued' && offer.nextTryAt <= at) {
        const isOver = offer.outcome !== null || offer.expiresAt <= at;
        await toldOffers.set(offerId, isOver ? { status: 'untold', reason: 'over', at } : { status: 'sending', tries: offer.tries + 1, at });
        return isOver ? null : { kind: 'tell', offer: { ...offer, tries: offer.tries + 1 } };
      }
      const endIsDue = offer.status === 'told' && offer.outcome !== null && offer.endedToldAt === null && offer.nextTryAt <= at;
      return endIsDue ? { kind: 'end', offer } : null;
    });

  const tell = async (way: OfferOutlet, offer: ToldOffer): Promise<void> => {
    const conclude = (to: Parameters<ToldOfferStore['set']>[1]) =>
      transact(async ({ toldOffers }) => {
        if ((await toldOffers.lock(offer.offerId))?.status === 'sending') await toldOffers.set(offer.offerId, to);
      });
    try {
      const place = await way.tell(offer);
      const at = clock.now();
      await conclude(place ? { status: 'told', place, toldAt: at, tries: 0, nextTryAt: at, at } : { status: 'untold', reason: 'nobody', at });
    } catch (error) {
      const at = clock.now();
      const pause = error instanceof AppError && error.retryable ? pauses[offer.tries - 1] : undefined;
      const code = error instanceof AppError ? error.code : 'unknown';
      await conclude(pause === undefined ? { status: 'untold', reason: code, at } : { status: 'queued', reason: code, nextTryAt: new Date(at.getTime() + pause), at });
    }
  };

  const end = async (way: OfferOutlet, offer: ToldOffer): Promise<void> => {
    // What is refused for good is done, too.
    const isDone = offer.place === null || (await way.change(offer.place, offer).then(() => true, (error: unknown) => error instanceof AppError && !error.retryable));
    const tries = offer.tries + 1;
    const at = clock.now();
    const next = isDone || tries >= mostEndings ? { endedToldAt: at } : { tries, nextTryAt: new Date(at.getTime() + endingPause) };
    await transact(({ toldOffers }) => toldOffers.set(offer.offerId, { ...next, at }));
  };

  return async (offerId) => {
    if (!outlet) return;
    // What ended while it was told is told of its end at once.
    for (let steps = 0; steps < 2; steps += 1) {
      const due = await claim(offerId);
      if (!due) return;
      if (due.kind === 'end') return end(outlet, due.offer);
      await tell(outlet, due.offer);
    }
  };
}
