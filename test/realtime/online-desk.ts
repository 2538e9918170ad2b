import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { sql } from 'kysely';
import { Server } from 'socket.io';
import { io as connectClient, type Socket as ClientSocket } from 'socket.io-client';
import { createEventFeed, type EventFeed } from '../../adapters/postgres/event-feed.ts';
import { createAgentDesk } from '../../adapters/postgres/presence-store-desk.ts';
import { createSessionStore } from '../../adapters/postgres/session-store.ts';
import { createTicketReader } from '../../adapters/postgres/ticket-reader.ts';
import { createWhispers } from '../../adapters/postgres/whispers.ts';
import { hashToken } from '../../src/core/index.ts';
import { createSummarise } from '../../src/desk/tickets/index.ts';
import { createRealtime, type Every, type RealtimeParts, type ScreenEvents, type ScreenRequests } from '../../src/realtime/index.ts';
import { createLogger } from '../../src/telemetry/index.ts';
import { startTestDesk, type TestDesk } from '../support/desk.ts';

export const publicUrl = 'http://desk.test';

type Name = keyof ScreenEvents;
type Payload<N extends Name> = Parameters<ScreenEvents[N]>[0];
export type Told = { [N in Name]: { name: N; payload: Payload<N> } }[Name];

/** A screen with everything it was ever sent, in order. */
export interface Screen {
  socket: ClientSocket<ScreenEvents, ScreenRequests>;
  told: Told[];
  all<N extends Name>(name: N): Payload<N>[];
  /** The first of this name that holds, sent already or still to come. */
  find<N extends Name>(name: N, holds?: (payload: Payload<N>) => boolean): Promise<Payload<N>>;
  /** The highest `seq` it was sent. */
  seen(): number;
  gone: Promise<string>;
  close(): void;
}

export interface OnlineDesk extends TestDesk {
  feed: EventFeed;
  /** Runs what would run every so many milliseconds. */
  tick(milliseconds: number): void;
  signIn(agentId: string, expiresAt?: Date): Promise<string>;
  connect(auth: unknown, headers?: Record<string, string>): Promise<Screen>;
  /** Takes in a text of this sender, routes it and publishes what came of it. */
  text(from: string, words?: string): Promise<void>;
  /** Does what the jobs would do, then publishes. */
  settleAndPublish(): Promise<void>;
  /** Ends the server side and starts a new one, as a restart does. */
  restart(): Promise<void>;
}

/** A desk whose agents are served over a real port; time and intervals stand until they are moved. */
export async function startOnlineDesk(changes: Partial<RealtimeParts> = {}): Promise<OnlineDesk> {
  const desk = await startTestDesk();
  const feed = createEventFeed({ db: desk.database.db, url: desk.database.url });
  const sessionStore = createSessionStore(desk.database.db);
  const screens: Screen[] = [];
  let texts = 0;
  let server = await serve(desk, feed, changes);

  const settleAndPublish = async () => {
    await desk.settle();
    await feed.publish();
  };

  return {
    ...desk, feed, settleAndPublish,
    tick: (milliseconds) => server.tick(milliseconds),
    signIn: async (agentId, expiresAt = new Date(desk.clock.now().getTime() + 3_600_000)) => {
      const token = randomBytes(32).toString('base64url');
      await sessionStore.add({ tokenHash: hashToken(token), agentId, createdAt: desk.clock.now(), expiresAt });
      return token;
    },
    connect: async (auth, headers = {}) => {
      const screen = openScreen(server.url, auth, headers);
      screens.push(screen);
      await new Promise<void>((resolve, reject) => {
        screen.socket.once('connect', resolve);
        screen.socket.once('connect_error', reject);
      });
      return screen;
    },
    text: async (from, words = 'No puedo navegar en Internet') => {
      texts += 1;
      const contact = desk.channels.sms.toContact({
        providerId: `SM${texts}`, from, to: '+576010000000', text: words, media: [], receivedAt: desk.clock.now(),
      });
      const landed = await desk.accept(contact, desk.channels.sms.capabilities);
      if (landed.kind === 'opened') {
        const { rows } = await sql<{ version: number }>`
          select routing_version as version from tickets where id = ${landed.ticketId}`.execute(desk.database.db);
        desk.signals.push({ kind: 'route-ticket', ticketId: landed.ticketId, routingVersion: rows[0]?.version ?? 1, priority: null });
      }
      await settleAndPublish();
    },
    restart: async () => {
      await server.close();
      server = await serve(desk, feed, changes);
    },
    close: async () => {
      for (const screen of screens) screen.close();
      await server.close();
      await desk.close();
    },
  };
}

async function serve(desk: TestDesk, feed: EventFeed, changes: Partial<RealtimeParts>) {
  const http = createServer();
  const io = new Server(http);
  const turns: { milliseconds: number; work: () => void }[] = [];
  const every: Every = (milliseconds, work) => {
    const turn = { milliseconds, work };
    turns.push(turn);
    return () => void turns.splice(turns.indexOf(turn), 1);
  };
  const whispers = await createWhispers({ db: desk.database.db, url: desk.database.url });
  const realtime = createRealtime({
    whispers, io, every, feed, publicUrl,
    sessions: desk.sessions, presence: desk.presence, wrapUps: desk.wrapUps, offers: desk.offers, callActions: desk.callActions,
    reader: createTicketReader({ db: desk.database.db, fileViews: desk.fileViews, summarise: createSummarise(desk.desk), publishEvents: () => feed.publish() }),
    look: createAgentDesk(desk.database.db), clock: desk.clock, logger: createLogger({ level: 'fatal' }),
    ...changes,
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    tick: (milliseconds: number) => {
      for (const turn of turns) if (turn.milliseconds === milliseconds) turn.work();
    },
    close: async () => {
      await realtime.close();
      await whispers.close();
      await io.close();
    },
  };
}


function openScreen(url: string, auth: unknown, headers: Record<string, string>): Screen {
  const socket: Screen['socket'] = connectClient(`${url}/agents`, {
    // Whatever a test wants to bring, also what no client of ours would.
    auth: (give) => give(auth as object),
    extraHeaders: headers, reconnection: false, forceNew: true, transports: ['websocket'],
  });
  const told: Told[] = [];
  const look = new Set<() => void>();
  socket.onAny((name: Name, payload: Payload<Name>) => {
    told.push({ name, payload } as Told);
    for (const again of look) again();
  });
  const all = <N extends Name>(name: N) =>
    told.flatMap((one) => (one.name === name ? [one.payload as Payload<N>] : []));
  return {
    socket, told, all,
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
    seen: () => Math.max(0, ...told.map(({ payload }) => ('seq' in payload ? payload.seq : 0))),
    gone: new Promise((resolve) => socket.once('disconnect', resolve)),
    close: () => void socket.disconnect(),
  };
}
