import type { Locale } from '../../../src/core/index.ts';
import type { OfferEnd } from '../locales/slack-words.ts';
import { slackWords } from '../words.ts';
import { button, context, moment, quoted, section, type Block } from './pieces.ts';

/** An offer as its agent is told of it. */
export interface OfferState {
  offerId: string;
  number: string;
  subject: string;
  priority: string | null;
  dueAt: Date | null;
  expiresAt: Date;
  /** Somebody waits on the line. */
  live: boolean;
  /** It can be accepted here; else only in the console. */
  mayAccept: boolean;
  /** Null while it is open. */
  outcome: OfferEnd | null;
  url: string;
  locale: Locale;
}

export const offerActions = { accept: 'offer_accept', decline: 'offer_decline' } as const;

export function offerCard(offer: OfferState): Block[] {
  const words = slackWords[offer.locale].offer;
  const facts = [
    `${words.priority}: ${offer.priority ?? '–'}`, `${words.due}: ${offer.dueAt ? moment(offer.dueAt, offer.locale) : words.none}`,
    ...(offer.outcome === null ? [`${words.until}: ${moment(offer.expiresAt, offer.locale)}`] : []),
    ...(offer.live && offer.outcome === null ? [offer.mayAccept ? words.live : `${words.live} ${words.needsPhone}`] : []),
  ];
  return [
    section(`*<${offer.url}|${offer.number}>* ${quoted(offer.subject, 300)}\n${facts.join(' · ')}`),
    offer.outcome === null
      ? { type: 'actions', elements: [...(offer.mayAccept ? [button(offerActions.accept, words.accept, offer.offerId, 'primary')] : []), button(offerActions.decline, words.decline, offer.offerId)] }
      : context(words.ended[offer.outcome]),
  ];
}

/** The same in a line, for notifications and screen readers. */
export function offerLine({ number, subject, locale, outcome }: OfferState): string {
  const words = slackWords[locale].offer;
  return `${outcome === null ? words.offered : words.ended[outcome]} ${number} ${quoted(subject, 300)}`;
}
