import type { webApi } from '@slack/bolt';
import { AppError, ticketNumber, unavailable, type Clock, type Locale } from '../../src/core/index.ts';
import type { OfferOutlet, ToldOffer } from '../../src/desk/told-offers/index.ts';
import { offerCard, offerLine, type OfferState } from './blocks/offer-card.ts';
import type { People } from './people.ts';
import { isRoom, isStamp } from './place.ts';
import { translateHiddenFault, translateSendFault } from './send-faults.ts';
import { createShortMemory } from './short-memory.ts';
import { refusalCode } from './web-api.ts';

const rememberMs = 10 * 60_000;

/** Tells agents of offers by direct message: those whose address a full member of the workspace has. */
export function createOfferOutlet(parts: {
  client: webApi.WebClient;
  people: People;
  clock: Clock;
  locale: Locale;
  /** Where a ticket is in the console. */
  urlOf: (number: string) => string;
}): OfferOutlet {
  const { client, people, clock, locale } = parts;
  const ids = createShortMemory<string | null>(clock, { rememberMs, most: 1_000 });

  const lookUp = async (email: string): Promise<string | null> => {
    try {
      return (await client.users.lookupByEmail({ email })).user?.id ?? null;
    } catch (error) {
      if (refusalCode(error) === 'users_not_found') return null;
      throw unavailable('Slack', error);
    }
  };
  /** Whoever has the agent's address, as the workspace itself vouches for it; null: nobody. */
  const memberOf = async ({ email }: ToldOffer['agent']) => {
    const id = await ids.get(email, () => lookUp(email));
    const person = id === null ? null : await people.person(id);
    return person?.email?.toLowerCase() === email ? person : null;
  };
  const refused = ({ code }: { code: string }) => new AppError({ code, status: 502, publicMessage: 'Slack refused it.' });

  return {
    tell: async (offer) => {
      const member = await memberOf(offer.agent);
      if (!member) return null;
      const state = toOfferState(offer, member.locale ?? locale, parts.urlOf);
      let posted: webApi.ChatPostMessageResponse;
      try {
        posted = await client.chat.postMessage({ channel: member.id, text: offerLine(state), blocks: offerCard(state), unfurl_links: false });
      } catch (error) {
        throw refused(translateSendFault(error));
      }
      const { channel = '', ts = '' } = posted;
      if (!isRoom(channel) || !isStamp(ts)) throw new Error('Slack did not say where it put the message.');
      return { channel, ts };
    },
    change: async ({ channel, ts }, offer) => {
      const state = toOfferState(offer, (await memberOf(offer.agent).catch(() => null))?.locale ?? locale, parts.urlOf);
      try {
        await client.chat.update({ channel, ts, text: offerLine(state), blocks: offerCard(state) });
      } catch (error) {
        throw refused(translateHiddenFault(error));
      }
    },
  };
}

/** An offer as its card shows it. A caller is taken only where one can be spoken to. */
export function toOfferState(offer: ToldOffer, locale: Locale, urlOf: (number: string) => string): OfferState {
  const number = ticketNumber(offer.ticketNumber);
  const { offerId, subject, priority, dueAt, expiresAt, live, outcome } = offer;
  return { offerId, number, subject, priority, dueAt, expiresAt, live, mayAccept: !live || offer.agent.phone !== null, outcome, url: urlOf(number), locale };
}
