import type { DefaultEventsMap, Socket } from 'socket.io';
import type { Locale } from '../../core/index.ts';
import type { ChatPlace } from '../../intake/chat/chat-store.ts';
import type { ChatMessage, VisitorEvents, VisitorRequests } from '../chat-protocol.ts';

/** Who a visitor's socket belongs to, known before it is connected. */
export interface VisitorOwner {
  visitorId: string;
  locale: Locale;
  /** They brought no token of ours. */
  isNew: boolean;
  /** Of the IP address, for limits. */
  addressKey: string;
}

export type VisitorSocket = Socket<VisitorRequests, VisitorEvents, DefaultEventsMap, VisitorOwner>;

/** One open page of a visitor. */
export interface Page {
  socket: VisitorSocket;
  /** It was sent a welcome. */
  greeted: boolean;
  /** How many welcomes are being written for it. */
  greetings: number;
  /** Messages that came meanwhile and follow the last of them. */
  early: ChatMessage[];
}

/** A visitor with a page open on this process. Most of them only look: they have no conversation and cost little. */
export interface Visitor {
  id: string;
  pages: Set<Page>;
  place: ChatPlace | null;
  /** What was told of the state last, to tell only what is new. */
  toldState: string;
  toldQueue: string;
}

/** Everybody with an open page on this process. */
export interface Crowd {
  enter(page: Page): Visitor;
  /** True when it was the visitor's last page here. */
  leave(page: Page): boolean;
  find(visitorId: string): Visitor | null;
  /** Whose conversation this is, and where it stands from now on. */
  place(visitor: Visitor, place: ChatPlace | null): void;
  ofConversation(conversationId: string): Visitor | null;
  /** Visitors whose conversation is on the ticket with this number. */
  ofNumber(number: number): Visitor[];
  talking(): IterableIterator<Visitor>;
  /** Visitors without a conversation. */
  onlookers(): Visitor[];
  talkers(): number;
  pages(): number;
}

export function createCrowd(): Crowd {
  const visitors = new Map<string, Visitor>();
  const byConversation = new Map<string, Visitor>();
  let pages = 0;

  // Somebody who left and came back is another entry, which what is still under way for the first one must not take away.
  const forget = (visitor: Visitor) => {
    if (visitor.place && byConversation.get(visitor.place.conversationId) === visitor) byConversation.delete(visitor.place.conversationId);
  };

  return {
    enter: (page) => {
      const { visitorId } = page.socket.data;
      const visitor = visitors.get(visitorId) ?? { id: visitorId, pages: new Set(), place: null, toldState: '', toldQueue: '' };
      visitors.set(visitorId, visitor);
      visitor.pages.add(page);
      pages += 1;
      return visitor;
    },
    leave: (page) => {
      const visitor = visitors.get(page.socket.data.visitorId);
      if (visitor?.pages.delete(page) !== true) return false;
      pages -= 1;
      if (visitor.pages.size > 0) return false;
      visitors.delete(visitor.id);
      forget(visitor);
      return true;
    },
    find: (visitorId) => visitors.get(visitorId) ?? null,
    place: (visitor, place) => {
      forget(visitor);
      visitor.place = place;
      if (place && visitor.pages.size > 0) byConversation.set(place.conversationId, visitor);
    },
    ofConversation: (conversationId) => byConversation.get(conversationId) ?? null,
    ofNumber: (number) => [...byConversation.values()].filter(({ place }) => place?.number === number),
    talking: () => byConversation.values(),
    onlookers: () => [...visitors.values()].filter(({ place }) => place === null),
    talkers: () => byConversation.size,
    pages: () => pages,
  };
}
