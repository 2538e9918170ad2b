import type { TellOffer } from '../desk/told-offers/index.ts';
import type { JobHandlers } from './handlers.ts';
import { tellOfferPayload } from './jobs.ts';

/** Queue `delivery`: tells an agent of an offer outside of the console, at most once, and of its end. */
export function toldOfferHandlers(parts: { tellOffer: TellOffer }): JobHandlers {
  return {
    'tell-offer': (data) => parts.tellOffer(tellOfferPayload.parse(data).offerId),
  };
}
