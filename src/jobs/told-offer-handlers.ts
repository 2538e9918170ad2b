import type { ShowHome } from '../desk/homes/index.ts';
import type { TellOffer } from '../desk/told-offers/index.ts';
import type { JobHandlers } from './handlers.ts';
import { showHomePayload, tellOfferPayload } from './jobs.ts';

/** Queue `delivery`: tells an agent of an offer outside of the console, at most once, and of its end; shows people their page in a workspace anew. */
export function toldOfferHandlers(parts: { tellOffer: TellOffer; showHome: ShowHome }): JobHandlers {
  return {
    'tell-offer': (data) => parts.tellOffer(tellOfferPayload.parse(data).offerId),
    'show-home': (data) => parts.showHome(showHomePayload.parse(data).person),
  };
}
