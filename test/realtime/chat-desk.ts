import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { io as connectClient, type Socket as ClientSocket } from 'socket.io-client';
import { createEventFeed, type EventFeed } from '../../adapters/postgres/event-feed.ts';
import { createWhispers } from '../../adapters/postgres/whispers.ts';
import { createChatRealtime, type Every } from '../../src/realtime/index.ts';
import type { ChatAnswer, VisitorEvents, VisitorRequests } from '../../src/realtime/chat-protocol.ts';
import { createLogger } from '../../src/telemetry/index.ts';
import { startTestDesk, type TestDesk } from '../support/desk.ts';

type Name = keyof VisitorEvents;
type Payload<N extends Name> = Parameters<VisitorEvents[N]>[0];

/** A visitor's page with everything it was ever sent, in order. */
export interface VisitorPage {
  socket: ClientSocket<VisitorEvents, VisitorRequests>;
  all<N extends Name>(name: N): Payload<N>[];
  /** The first of this name that holds, sent already or still to come. */
  find<N extends Name>(name: N, holds?: (payload: Payload<N>) => boolean): Promise<Payload<N>>;
  ask<Value = object>(name: string, payload: unknown): Promise<ChatAnswer<Value>>;
  /** How their conversation stands as this page shows it, whether it was told by a welcome or by a change; null: there is none. */
  shows(): string | null;
  close(): void;
}

export interface ChatServer {
  url: string;
  /** Runs what would run every so many milliseconds. */
  tick(milliseconds: number): void;
  /** How many pages are open. */
  pages(): number;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface ChatDesk extends TestDesk {
  feed: EventFeed;
  server: ChatServer;
  /** One more process of the same desk. */
  serve(): Promise<ChatServer>;
  visit(auth?: unknown, about?: { server?: ChatServer; headers?: Record<string, string>; transports?: string[] }): Promise<VisitorPage>;
  /** Does what the jobs would do, then publishes. */
  settleAndPublish(): Promise<void>;
}

/** A desk whose chat is served over a real port; time and intervals stand until they are moved. */
export async function startChatDesk(options: Parameters<typeof startTestDesk>[0] = {}): Promise<ChatDesk> {
  const desk = await startTestDesk(options);
  const feed = createEventFeed({ db: desk.database.db, url: desk.database.url });
  const servers: ChatServer[] = [];
  const pages: VisitorPage[] = [];
  const serve = async () => {
    const server = await serveChat(desk, feed);
    servers.push(server);
    return server;
  };
  const server = await serve();
  return {
    ...desk, feed, server, serve,
    settleAndPublish: async () => {
      await desk.settle();
      await feed.publish();
    },
    visit: async (auth = {}, about = {}) => {
      const page = openPage((about.server ?? server).url, auth, about);
      pages.push(page);
      await new Promise<void>((resolve, reject) => {
        page.socket.once('connect', resolve);
        page.socket.once('connect_error', reject);
      });
      return page;
    },
    close: async () => {
      for (const page of pages) page.close();
      for (const each of servers) await each.close();
      await desk.close();
    },
  };
}

async function serveChat(desk: TestDesk, feed: EventFeed): Promise<ChatServer> {
  const http = createServer();
  const io = new Server(http, { maxHttpBufferSize: 64 * 1024 });
  const turns: { milliseconds: number; work: () => void }[] = [];
  const every: Every = (milliseconds, work) => {
    const turn = { milliseconds, work };
    turns.push(turn);
    return () => void turns.splice(turns.indexOf(turn), 1);
  };
  const whispers = await createWhispers({ db: desk.database.db, url: desk.database.url });
  let pages = 0;
  const metrics = { visitorPages: (count: number) => { pages = count; }, visitorRefused: () => undefined, contactAccepted: () => undefined };
  const chatting = createChatRealtime({ ...desk, whenTurned: desk.switches.whenTurned, io, feed, whispers, every, metrics, logger: createLogger({ level: 'fatal' }) });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  let closed = false;
  return {
    url: `http://127.0.0.1:${address.port}`,
    tick: (milliseconds) => {
      for (const turn of turns) if (turn.milliseconds === milliseconds) turn.work();
    },
    pages: () => pages,
    settled: chatting.settled,
    close: async () => {
      if (closed) return;
      closed = true;
      await chatting.close();
      await whispers.close();
      await io.close();
    },
  };
}

function openPage(url: string, auth: unknown, about: { headers?: Record<string, string>; transports?: string[] }): VisitorPage {
  const socket: VisitorPage['socket'] = connectClient(`${url}/chat`, {
    // Whatever a test wants to bring, also what no client of ours would.
    auth: (give) => give(auth as object),
    extraHeaders: about.headers ?? {}, reconnection: false, forceNew: true, transports: about.transports ?? ['websocket'],
  });
  const told: { name: Name; payload: unknown }[] = [];
  const look = new Set<() => void>();
  socket.onAny((name: Name, payload: unknown) => {
    told.push({ name, payload });
    for (const again of look) again();
  });
  const all = <N extends Name>(name: N) => told.flatMap((one) => (one.name === name ? [one.payload as Payload<N>] : []));
  return {
    socket, all,
    find: (name, holds = () => true) =>
      new Promise((resolve) => {
        const again = () => {
          const found = all(name).find(holds);
          if (found === undefined) return;
          look.delete(again);
          resolve(found);
        };
        look.add(again);
        again();
      }),
    shows: () => told.reduce<string | null>((state, { name, payload }) => {
      if (name === 'state') return (payload as Payload<'state'>).state;
      return name === 'welcome' ? ((payload as Payload<'welcome'>).conversation?.state ?? null) : state;
    }, null),
    ask: (name, payload) => (socket as ClientSocket).timeout(5_000).emitWithAck(name, payload),
    close: () => void socket.disconnect(),
  };
}
