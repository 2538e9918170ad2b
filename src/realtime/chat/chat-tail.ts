import type { ConcernedEvent } from '../../desk/events/index.ts';
import { createReadingOn, type ReadingOn } from '../reading-on.ts';
import type { ChatParts } from './chat-needs.ts';
import type { Crowd, Visitor } from './crowd.ts';
import { stateOf, toMessage } from './shown.ts';

/** Follows the published log for the visitors of this process. */
export interface ChatTail extends ReadingOn {
  /** Resolves when the log is followed; whoever joins a conversation then misses nothing. */
  ready(): Promise<void>;
}

const batchSize = 500;
const said = new Set(['contact.received', 'reply.written']);

/**
 * What is said on a ticket and how it stands reaches its visitor by the log, on whichever process either is. While nobody
 * here talks the log is only skipped: whoever begins is shown all of it first.
 */
export function createChatTail(parts: Pick<ChatParts, 'feed' | 'chatReader' | 'fileViews' | 'desk' | 'logger'>, crowd: Crowd, onChange: () => void): ChatTail {
  const { feed, chatReader, logger } = parts;
  let after: number | null = null;

  const tellSaid = async (events: ConcernedEvent[]) => {
    const lines = await chatReader.linesAt(events.filter(({ name }) => said.has(name)).map(({ seq }) => seq));
    for (const line of lines) {
      const visitor = crowd.ofConversation(line.conversationId);
      if (!visitor) continue;
      const message = toMessage(line, parts);
      for (const page of visitor.pages) {
        if (page.greetings > 0) page.early.push(message);
        else page.socket.emit('message', message);
      }
    }
  };

  const tellState = async (visitors: Visitor[]) => {
    const places = await chatReader.placesOf(visitors.flatMap(({ place }) => place?.conversationId ?? []));
    for (const place of places) {
      const visitor = crowd.ofConversation(place.conversationId);
      if (!visitor) continue;
      crowd.place(visitor, place);
      const state = stateOf(place);
      const words = JSON.stringify(state);
      if (visitor.toldState === words) continue;
      visitor.toldState = words;
      for (const { socket } of visitor.pages) socket.emit('state', state);
    }
  };

  const readBatch = async (): Promise<boolean> => {
    if (after === null || crowd.talkers() === 0) {
      const end = await feed.lastSeq();
      // Whoever came meanwhile was shown what was there then, not what was there at the end.
      if (after === null || crowd.talkers() === 0) after = Math.max(after ?? 0, end);
      return false;
    }
    const events = await feed.eventsAfter(after, batchSize);
    const last = events.at(-1);
    if (!last) return false;
    const tickets = new Set(events.map(({ ticketId }) => ticketId));
    const concerned = [...crowd.talking()].filter(({ place }) => place !== null && tickets.has(place.ticketId));
    if (concerned.length > 0) {
      const theirs = new Set(concerned.map(({ place }) => place?.ticketId ?? ''));
      await tellSaid(events.filter(({ ticketId }) => ticketId !== null && theirs.has(ticketId)));
      await tellState(concerned);
    }
    after = last.seq;
    onChange();
    return events.length === batchSize;
  };

  return {
    ...createReadingOn(readBatch, (error) => logger.error({ err: error }, 'the event log could not be followed for visitors; trying again')),
    ready: async () => {
      if (after === null) after = await feed.lastSeq();
    },
  };
}
