import type { InboundThreadMessage, Locale, WorkspacePerson } from '../../../src/core/index.ts';
import type { HomeContent } from '../blocks/home-view.ts';
import type { OfferState } from '../blocks/offer-card.ts';
import type { FormService } from '../blocks/request-form.ts';
import type { ResolutionState, Score } from '../blocks/resolution-card.ts';

/**
 * What became of a message that was handed over: a ticket, new or known before, or nothing, since its writer is not heard.
 * `url`: where its state is read; null unless whoever handed it over has just opened it for themselves.
 */
export type HandedOver = { kind: 'opened' | 'known'; number: string; url: string | null } | { kind: 'blocked' };

/** `not-yours`: it is another customer's; `over`: it cannot be said any more. */
export interface ResolutionPressed {
  outcome: 'done' | 'not-yours' | 'over';
  state: ResolutionState;
}

/** `needs-phone`: a caller is taken where one can be spoken to. `state` null: there is no such offer. */
export interface OfferPressed {
  outcome: 'done' | 'not-yours' | 'late' | 'needs-phone';
  state: OfferState | null;
}

/** What the desk does with what people press and fill in. Each settles after its commit; `user` is Slack's id of whoever did it. */
export interface SlackDesk {
  /** The language of whoever tells none. */
  locale: Locale;
  catalog: readonly FormService[];
  /** The name of the emoji that makes a ticket of a message; null: none does. */
  reaction: string | null;
  handOver(inbound: InboundThreadMessage): Promise<HandedOver>;
  home(user: string, locale: Locale): Promise<HomeContent>;
  /** They look at their Home tab: what changes there is shown to them from now on. */
  homeOpened(user: string): Promise<void>;
  /** Each gives null for what is no message of ours. */
  resolutions: {
    read(replyId: string): Promise<ResolutionState | null>;
    isAsked(replyId: string, user: string): Promise<boolean>;
    confirm(replyId: string, user: string): Promise<ResolutionPressed | null>;
    reopen(replyId: string, user: string, reason: string | null): Promise<ResolutionPressed | null>;
    rate(replyId: string, user: string, said: { score: Score; comment: string | null }): Promise<ResolutionPressed | null>;
  };
  offers: Record<'accept' | 'decline', (offerId: string, person: WorkspacePerson) => Promise<OfferPressed>>;
}
