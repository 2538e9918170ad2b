import { z } from 'zod';
import { createGate } from '../gate.ts';
import { everyInterval } from '../needs.ts';
import type { ChatParts } from './chat-needs.ts';
import { createChatQueues } from './chat-queue.ts';
import { createChatTail } from './chat-tail.ts';
import { createChatTyping } from './chat-typing.ts';
import { createCrowd, type Page, type VisitorSocket } from './crowd.ts';
import { createDoor } from './door.ts';
import { createRequestLimits, serveVisitor } from './visitor-requests.ts';
import { createConversations, createWelcome } from './welcome.ts';

export interface ChatRealtime {
  /** Resolves when what is under way has ended. */
  settled(): Promise<void>;
  /** Lets pages reconnect elsewhere. The server itself stays open. */
  close(): Promise<void>;
}

const markSeenEvery = 20_000;
const queuesEvery = 2_000;
const welcomesAtOnce = 8;
const began = 'chat-began';
const beganSchema = z.object({ visitorId: z.uuid() });

/** Serves the namespace `/chat`: visitors of web pages. Each process follows the log by itself, as it does for agents. */
export function createChatRealtime(parts: ChatParts): ChatRealtime {
  const { io, chatReader, departures, feed, whispers, clock, logger, metrics } = parts;
  const every = parts.every ?? everyInterval;
  const namespace = io.of('/chat');
  const crowd = createCrowd();
  const door = createDoor(parts);
  const conversations = createConversations(parts, crowd);
  const welcome = createWelcome(parts, crowd, conversations);
  const queues = createChatQueues(parts, crowd);
  const tail = createChatTail(parts, crowd, queues.markChanged);
  const typing = createChatTyping(parts, crowd);
  const atGate = createGate(welcomesAtOnce);
  const limits = createRequestLimits(parts);

  const underWay = new Set<Promise<unknown>>();
  const quietly = (what: string, work: Promise<unknown>) => {
    const done = work
      .catch((error: unknown) => logger.warn({ err: error }, `${what} failed and is tried again`))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };

  const greet = (page: Page) => {
    const greeted = atGate(async () => {
      await tail.ready();
      await welcome(page);
    });
    quietly('greeting a visitor', greeted);
    // Closing what lies below makes the client come back by itself; a goodbye would not.
    greeted.catch(() => page.socket.conn.close());
  };

  const markHere = async () => {
    // Who came back while PostgreSQL was out of reach is told of now.
    for (const id of await chatReader.markSeen([...crowd.talking()].map((visitor) => visitor.id), clock.now())) await departures.comeBack(id);
  };

  const tellOthers = (visitorId: string) => whispers.tell(began, { visitorId });
  const stopHearing = whispers.hear(began, (words) => {
    const read = beganSchema.safeParse(words);
    const visitor = read.success ? crowd.find(read.data.visitorId) : null;
    for (const page of visitor?.pages ?? []) greet(page);
  });

  // Pages on which nothing was begun show what begins there now.
  let wasClosed = parts.chat.isClosed();
  const stopWatching = parts.whenTurned?.(() => {
    if (parts.chat.isClosed() === wasClosed) return;
    wasClosed = !wasClosed;
    for (const visitor of crowd.onlookers()) for (const page of visitor.pages) greet(page);
  });

  const enter = (socket: VisitorSocket) => {
    const page: Page = { socket, greeted: false, greetings: 0, early: [] };
    const visitor = crowd.enter(page);
    metrics?.visitorPages(crowd.pages());
    serveVisitor(parts, { crowd, conversations, limits, began: tellOthers, typing: typing.visitorTypes }, page);
    socket.on('disconnect', () => {
      const talked = visitor.place !== null;
      const wasLast = crowd.leave(page);
      metrics?.visitorPages(crowd.pages());
      if (wasLast && talked) quietly('marking who left', chatReader.markSeen([visitor.id], clock.now()));
    });
    greet(page);
    if (!socket.data.isNew) quietly('marking who came', departures.comeBack(visitor.id));
  };

  if (parts.desk.chat.enabled) {
    namespace.use(door.letIn);
    namespace.on('connection', enter);
  } else {
    namespace.use((_socket, next) => next(door.closed()));
  }
  const listening = feed.listen(() => void tail.follow());
  const stops = [
    every(markSeenEvery, () => quietly('marking who is here', markHere())),
    every(queuesEvery, () => quietly('telling who waits', queues.turn())),
  ];

  const settled = async () => {
    await tail.settled();
    while (underWay.size > 0) await Promise.all(underWay);
  };

  return {
    settled,
    close: async () => {
      for (const stop of stops) stop();
      namespace.off('connection', enter);
      stopHearing();
      stopWatching?.();
      typing.close();
      await (await listening).stop();
      for (const socket of namespace.sockets.values()) socket.conn.close();
      await settled();
    },
  };
}

