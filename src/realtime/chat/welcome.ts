import type { ChatPlace } from '../../intake/chat/chat-store.ts';
import { isSettled } from '../../desk/tickets/index.ts';
import type { ChatConversation, ChatMessage, ChatQueue } from '../chat-protocol.ts';
import type { ChatParts } from './chat-needs.ts';
import type { Crowd, Page, Visitor } from './crowd.ts';
import { catalogOf, shortened, stateOf, toConversation, toMessage } from './shown.ts';

/** What a page is shown of an earlier talk: the latest of it. */
const mostShown = 500;

/** Reads a conversation as its visitor sees it. */
export interface Conversations {
  /**
   * From here on what happens in it is told to this visitor, and what happened before is in what is given: they are
   * found by the log before the words are read. Null: there is none.
   */
  join(visitor: Visitor): Promise<ChatConversation | null>;
  /** What this visitor said under this id; null: nothing. `isElsewhere`: in another conversation than their pages show. */
  said(visitor: Visitor, messageId: string): Promise<{ message: ChatMessage; isElsewhere: boolean } | null>;
}

export function createConversations(
  parts: Pick<ChatParts, 'chatReader' | 'fileViews' | 'desk' | 'clock'>,
  crowd: Crowd,
): Conversations {
  const { chatReader, clock } = parts;
  const queueOf = async ({ ticketId, status }: ChatPlace): Promise<ChatQueue | null> =>
    isSettled({ status }) ? null : ((await chatReader.queuesOf([ticketId], clock.now())).get(ticketId) ?? null);
  return {
    join: async (visitor) => {
      const place = await chatReader.placeOf(visitor.id);
      crowd.place(visitor, place);
      if (!place) return null;
      const [lines, [now = place], queue] = await Promise.all([
        chatReader.linesOf(place.conversationId, mostShown), chatReader.placesOf([place.conversationId]), queueOf(place),
      ]);
      // The log may have told of something newer meanwhile.
      if (visitor.place === place) crowd.place(visitor, now);
      const latest = visitor.place ?? now;
      visitor.toldState = JSON.stringify(stateOf(latest));
      return toConversation(latest, lines.map((line) => toMessage(line, parts)), queue);
    },
    said: async ({ id, place }, messageId) => {
      const line = await chatReader.lineOf(id, messageId);
      return line && { message: toMessage(line, parts), isElsewhere: line.conversationId !== place?.conversationId };
    },
  };
}

/** Sends a page what it shows first. What is said meanwhile follows it, so that nothing falls between. */
export function createWelcome(parts: ChatParts, crowd: Crowd, conversations: Conversations): (page: Page) => Promise<void> {
  const { chat, chatReader, visitorTokens, desk, clock } = parts;
  const catalogs = { es: catalogOf(desk, 'es'), en: catalogOf(desk, 'en') };
  const mostBytes = desk.files.maxMegabytes * 1024 * 1024;
  const greet = async (page: Page): Promise<void> => {
    const { visitorId, locale } = page.socket.data;
    const here = crowd.find(visitorId);
    if (!here) return;
    // Of somebody who came just now nothing is stored.
    const isNew = page.socket.data.isNew && !page.greeted && here.place === null;
    page.greeted = true;
    const [visitor, conversation, online] = await Promise.all([
      isNew ? null : chatReader.findVisitor(visitorId), isNew ? null : conversations.join(here), chat.isOnline(),
    ]);
    page.socket.emit('welcome', {
      token: visitorTokens.tokenOf(visitorId), now: clock.now().toISOString(),
      desk: { name: desk.name, greeting: desk.greeting[locale], locale },
      online, closed: chat.isClosed(), catalog: catalogs[locale], conversation, email: shortened(visitor?.email ?? null), mostBytes,
    });
  };
  return async (page) => {
    page.greetings += 1;
    try {
      await greet(page);
    } finally {
      page.greetings -= 1;
      if (page.greetings === 0) for (const message of page.early.splice(0)) page.socket.emit('message', message);
    }
  };
}
