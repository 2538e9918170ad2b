import type { Level } from '../../../src/core/index.ts';

/** What a customer is told of where their request is. */
export type RequestState = 'received' | 'queued' | 'assigned' | 'waitingForCustomer' | 'waitingForVendor' | 'resolved' | 'closed' | 'cancelled';

/** What became of an offer. */
export type OfferEnd = 'accepted' | 'declined' | 'expired' | 'withdrawn';

/** Everything that people read in Slack beside the words of the desk itself. Titles have at most 24 characters, buttons 75. */
export interface SlackWords {
  form: {
    title: string; send: string; cancel: string; close: string;
    service: string; choose: string; entry: string; entryHint: string;
    subject: string; subjectHint: string; words: string; wordsHint: string;
    impact: string; impacts: Record<Level, string>; urgency: string; urgencies: Record<Level, string>;
    faults: { service: string; entry: string; words: string; tooLong: string };
    /** `ticket`: its number, as a link where whoever reads may follow it. */
    sent(ticket: string): string;
    /** Of somebody whom the desk does not hear. */
    sentWithout: string;
    /** Said where the form could not be shown. */
    notOpened: string;
  };
  fromMessage: {
    opened(ticket: string): string;
    known(ticket: string): string;
    bot: string; unreadable: string; blocked: string;
    /** The desk is not in the channel; `mention` is how it is named there. */
    notInChannel(mention: string): string;
  };
  home: {
    greeting(deskName: string): string; newRequest: string; announcements: string; kinds: Record<'outage' | 'maintenance' | 'news', string>;
    requests: string; none: string; more: string; due(moment: string): string; opened(moment: string): string;
    states: Record<RequestState, string>; noSubject: string;
  };
  resolution: {
    solved: string; notSolved: string; confirmed: string; reopened: string; over: string;
    ask: string; scores: Record<1 | 2 | 3 | 4 | 5, string>; rated(score: string): string; comment: string; notYours: string;
    reopen: { title: string; reason: string; hint: string; send: string; cancel: string };
    rating: { title: string; score: string; comment: string; send: string; cancel: string };
  };
  offer: {
    offered: string; accept: string; decline: string; priority: string; due: string; until: string; none: string; live: string;
    ended: Record<OfferEnd, string>; notYours: string; late: string;
    /** A caller, where no telephone is known that could ring. */
    needsPhone: string;
  };
}
