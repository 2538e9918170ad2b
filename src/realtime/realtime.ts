import type { Server } from 'socket.io';
import { AppError, type Clock, type Whispers } from '../core/index.ts';
import type { CallActions } from '../desk/rooms/index.ts';
import type { Offers } from '../desk/routing/index.ts';
import type { Presence, Sessions, WrapUps } from '../desk/staffing/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { createAttendance } from './attendance.ts';
import { authenticate } from './authenticate.ts';
import { createGate } from './gate.ts';
import { join } from './join.ts';
import { everyInterval, type AgentDesk, type Every, type PublishedLog, type SummaryReader } from './needs.ts';
import { createQueueStats } from './queue-stats.ts';
import { serveRequests } from './requests.ts';
import { openTab, type AgentSocket, type Tab } from './tab.ts';
import { createTail } from './tail.ts';
import { createWatching } from './watching.ts';

export interface RealtimeParts {
  io: Server;
  sessions: Pick<Sessions, 'agentOf' | 'stillValid'>;
  presence: Pick<Presence, 'setAvailability' | 'markSeen'>;
  wrapUps: Pick<WrapUps, 'done'>;
  offers: Pick<Offers, 'accept' | 'decline'>;
  callActions: CallActions;
  feed: PublishedLog;
  reader: SummaryReader;
  look: AgentDesk;
  whispers: Whispers;
  clock: Clock;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  publicUrl: string;
  /** Left out: real intervals. */
  every?: Every | undefined;
  metrics?: { eventPublished(lagSeconds: number): void; agentSockets(count: number): void } | undefined;
}

export interface Realtime {
  /** Marks everybody as seen once more and lets their screens reconnect elsewhere. The server itself stays open. */
  close(): Promise<void>;
}

const markSeenEvery = 5_000;
const checkSessionsEvery = 3_000;
const queueStatsEvery = 1_000;
const tellWatchersEvery = 10_000;
/** Bounds what many screens that come back at the same moment ask of the database. */
const joinsAtOnce = 4;

/**
 * Serves the namespace `/agents`. Each process follows the published log by itself and feeds its own sockets, so
 * processes need not know each other and nothing is lost with Redis.
 */
export function createRealtime(parts: RealtimeParts): Realtime {
  const { feed, clock, logger, metrics } = parts;
  const every = parts.every ?? everyInterval;
  const agents = parts.io.of('/agents');
  const tabs = new Set<Tab>();
  let closing = false;
  const liveTabs = () => [...tabs].filter(({ live }) => live);
  const atGate = createGate(joinsAtOnce);
  const attendance = createAttendance({ ...parts, tabs });
  const watching = createWatching({ ...parts, tabs });
  const queueStats = createQueueStats(parts.look, liveTabs);
  const tail = createTail({
    ...parts,
    log: feed,
    liveTabs,
    onEvents: (events) => {
      if (events.some(({ ticketId }) => ticketId !== null)) queueStats.markChanged();
      for (const { at } of events) metrics?.eventPublished((clock.now().getTime() - at.getTime()) / 1000);
    },
  });

  /** What PostgreSQL cannot be told or asked at the moment is done at the next turn. */
  const underWay = new Set<Promise<void>>();
  const quietly = (what: string, work: Promise<void>) => {
    const done = work
      .catch((error: unknown) => logger.warn({ err: error }, `${what} failed and is tried again`))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };

  const welcome = (socket: AgentSocket) => {
    const tab = openTab(socket);
    tabs.add(tab);
    metrics?.agentSockets(tabs.size);
    serveRequests({ ...parts, watching }, tab);
    socket.on('disconnect', () => {
      watching.left(tab);
      tabs.delete(tab);
      metrics?.agentSockets(tabs.size);
      if (!closing) quietly('marking who left', parts.presence.markSeen([tab.owner.agentId]));
    });
    quietly('marking who came', parts.presence.markSeen([tab.owner.agentId]));
    const joined = atGate(() => join({ ...parts, log: feed, tail }, tab));
    quietly('bringing a screen up to date', joined);
    joined.then(
      () => quietly('telling what waits', queueStats.turn()),
      // Closing what lies below makes the client come back by itself; a goodbye would not.
      () => socket.conn.close(),
    );
  };

  agents.use((socket: AgentSocket, next) => {
    authenticate(socket.handshake, parts.sessions, parts.publicUrl)
      .then((owner) => {
        Object.assign(socket.data, owner);
        next();
      })
      .catch((error: unknown) => next(refusedConnection(error, logger)));
  });
  agents.on('connection', welcome);

  const listening = feed.listen(() => void tail.follow());
  const stops = [
    every(markSeenEvery, () => quietly('marking who is here', attendance.markAll())),
    every(checkSessionsEvery, () => quietly('checking sessions', attendance.endInvalid())),
    every(queueStatsEvery, () => quietly('telling what waits', queueStats.turn())),
    every(tellWatchersEvery, watching.turn),
  ];

  return {
    close: async () => {
      for (const stop of stops) stop();
      agents.off('connection', welcome);
      await (await listening).stop();
      closing = true;
      watching.close();
      quietly('marking who is here', attendance.markAll());
      for (const { socket } of tabs) socket.conn.close();
      await tail.settled();
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** The error a screen gets as `connect_error`, its code in `data`. */
function refusedConnection(error: unknown, logger: Pick<Logger, 'error'>): Error {
  if (!(error instanceof AppError)) logger.error({ err: error }, 'a screen could not be let in');
  const refusal = error instanceof AppError
    ? { code: error.code, message: error.publicMessage }
    : { code: 'unavailable', message: 'The desk cannot be reached at the moment. Please try again.' };
  return Object.assign(new Error(refusal.message), { data: refusal });
}
