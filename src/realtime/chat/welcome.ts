import type { ChatPlace } from '../../intake/chat/chat-store.ts';
import { isSettled } from '../../desk/tickets/index.ts';
import type { ChatConversation, ChatQueue, ChatWelcome } from '../chat-protocol.ts';
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
}

export function createConversations(
  { chatReader, fileViews, clock }: Pick<ChatParts, 'chatReader' | 'fileViews' | 'clock'>,
  crowd: Crowd,
): Conversations {
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
      return toConversation(latest, lines.map((line) => toMessage(line, fileViews)), queue);
    },
  };
}

/** Sends a page what it shows first. What is said meanwhile follows it, so that nothing falls between. */
export function createWelcome(parts: ChatParts, crowd: Crowd, conversations: Conversations): (page: Page) => Promise<void> {
  const { chat, chatReader, visitorTokens, desk, clock } = parts;
  const mostBytes = desk.files.maxMegabytes * 1024 * 1024;
  return async (page) => {
    const { visitorId, locale } = page.socket.data;
    const early = (page.early ??= []);
    const here = crowd.find(visitorId);
    if (!here) return;
    const [visitor, conversation, online] = await Promise.all([chatReader.findVisitor(visitorId), conversations.join(here), chat.isOnline()]);
    const welcome: ChatWelcome = {
      token: visitorTokens.tokenOf(visitorId), now: clock.now().toISOString(),
      desk: { name: desk.name, greeting: desk.greeting[locale], locale },
      online, catalog: catalogOf(desk, locale), conversation, email: shortened(visitor?.email ?? null), mostBytes,
    };
    page.socket.emit('welcome', welcome);
    page.early = null;
    for (const message of early) page.socket.emit('message', message);
  };
}
