import { randomUUID } from 'node:crypto';
import { Server } from 'socket.io';
import { createAgentDesk } from '../../adapters/postgres/presence-store-desk.ts';
import { connectDatabase, type Database } from '../../adapters/postgres/database.ts';
import { createEventFeed } from '../../adapters/postgres/event-feed.ts';
import { translateFault } from '../../adapters/postgres/faults.ts';
import { oneAtATime } from '../../adapters/postgres/one-at-a-time.ts';
import { createPeopleReader, peopleStore } from '../../adapters/postgres/people-store.ts';
import { createProcessBeats, type ProcessBeats } from '../../adapters/postgres/presence-store-beats.ts';
import { installationSecret } from '../../adapters/postgres/secrets.ts';
import { createStatusReader } from '../../adapters/postgres/status-reader.ts';
import type { OnCommitted } from '../../adapters/postgres/transact.ts';
import { createTicketReader } from '../../adapters/postgres/ticket-reader.ts';
import { createTwilioPlugin, createTwilioRest, firstStep, type TwilioHandlers } from '../../adapters/twilio/index.ts';
import { buildApi } from '../api/app.ts';
import type { SubmitRequest } from '../api/deps.ts';
import { AppError, systemClock, type Signal } from '../core/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { createSummarise } from '../desk/tickets/index.ts';
import {
  callHandlers, createDispatcher, createJobEngine, createRelay, deliveryHandlers, prepareJobBackend, routingHandlers,
  type Dispatcher, type JobBackend, type JobEngine, type JobHandlers,
} from '../jobs/index.ts';
import { createRealtime } from '../realtime/index.ts';
import { createMetrics, type Logger, type Metrics } from '../telemetry/index.ts';
import type { Config } from './config.ts';
import { countEvents } from './count-events.ts';
import { composeDesk, type DeskServices } from './desk-services.ts';
import { addDemoPeople, ensureAdmin, type DemoPerson } from './first-people.ts';
import { parts as partsOf, type JobsAtOnce } from './roles.ts';

export interface Gateway {
  /** Where it listens, or null for a worker. */
  address: string | null;
  demoPeople: DemoPerson[];
  database: Database;
  close(): Promise<void>;
}

/** Wires everything by hand and starts it: the database is migrated, the desk is served, jobs are done. */
export async function startGateway(
  config: Config,
  desk: DeskDefinition,
  databaseUrl: string,
  logger: Logger,
): Promise<Gateway> {
  const closers: (() => Promise<unknown>)[] = [];
  const onFault = faultReporter(logger);
  const database = connectDatabase({ url: databaseUrl, max: 16, onError: onFault });
  closers.push(() => database.close());
  try {
    await database.migrate();
    const backend: JobBackend = config.redisUrl === null ? { kind: 'postgres', url: databaseUrl } : { kind: 'redis', url: config.redisUrl };
    await prepareJobBackend(backend);
    const engine = createJobEngine(backend, onFault);
    const { serves, works, atOnce } = partsOf(config.role);

    const dispatcher = openDispatcher(engine, onFault, closers);
    const feed = createEventFeed({ db: database.db, url: databaseUrl });
    const publishSoon = coalesce(publishDelay, () => void feed.publish().catch(onFault));
    const look = createAgentDesk(database.db);
    const metrics = createMetrics({ queueLength: () => queueLengths(look) });
    const onCommitted: OnCommitted = (signals, events) => {
      dispatcher.dispatch(signals);
      countEvents(metrics, events);
      publishSoon();
    };
    const telephony = config.twilio ? createTwilioRest({ ...config.twilio, publicUrl: config.publicUrl }) : null;
    const secret = await installationSecret(database.db, 'status-links');
    const services = composeDesk({
      database, desk, clock: systemClock, publicUrl: config.publicUrl, secret, telephony, onCommitted,
    });
    // Several processes may start at once on an empty desk.
    const demoPeople = await oneAtATime(database.db, 'first people', () => peopleAtStart(config, desk, services, database));
    if (works) startWork(services, atOnce, createProcessBeats(database.db), engine, telephony, onFault, dispatcher.dispatch, closers);
    const address = serves ? await serve({ config, desk, database, services, feed, look, metrics, logger, onFault, closers }) : null;
    return { address, demoPeople, database, close: () => closeAll(closers) };
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

/** Screens do not notice this many milliseconds, and a burst of commits becomes one publication. */
const publishDelay = 10;

function coalesce(milliseconds: number, work: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      work();
    }, milliseconds);
  };
}

type Closers = (() => Promise<unknown>)[];

/** What was opened last is closed first; one that fails keeps none from closing. */
async function closeAll(closers: Closers): Promise<void> {
  for (let close = closers.pop(); close; close = closers.pop()) await close().catch(() => undefined);
}

/** Connections that are gone are said once a second at most, not once per try. */
function faultReporter(logger: Logger): (error: unknown) => void {
  let saidAt = 0;
  let unsaid = 0;
  return (error) => {
    const now = Date.now();
    if (now - saidAt < 1_000) {
      unsaid += 1;
      return;
    }
    logger.warn({ err: error, alsoBefore: unsaid }, 'fault');
    saidAt = now;
    unsaid = 0;
  };
}

function openDispatcher(engine: JobEngine, onFault: (error: unknown) => void, closers: Closers): Dispatcher {
  const queues = { routing: engine.openQueue('routing'), delivery: engine.openQueue('delivery'), calls: engine.openQueue('calls') };
  closers.push(() => Promise.all(Object.values(queues).map((queue) => queue.close())));
  return createDispatcher(queues, onFault);
}

async function peopleAtStart(config: Config, desk: DeskDefinition, services: DeskServices, database: Database): Promise<DemoPerson[]> {
  const store = peopleStore(database.db);
  if (config.admin) {
    await ensureAdmin(services.people, store.findByEmail, config.admin);
    return [];
  }
  return (await store.anybody()) ? [] : addDemoPeople(services.people, desk);
}

function startWork(
  services: DeskServices,
  atOnce: JobsAtOnce,
  beats: ProcessBeats,
  engine: JobEngine,
  control: Parameters<typeof callHandlers>[0]['control'],
  onFault: (error: unknown) => void,
  dispatch: (signals: Signal[]) => void,
  closers: Closers,
): void {
  const { transact, callNews } = services;
  const open = (name: keyof JobsAtOnce, handlers: JobHandlers) => {
    const worker = engine.openWorker(name, atOnce[name], async (job, data) => {
      await handlers[job]?.(data);
    });
    closers.push(() => worker.close());
  };
  open('routing', routingHandlers(services));
  open('delivery', deliveryHandlers(services));
  open('calls', callHandlers({ transact, control, callerGone: callNews.callerGone, clock: systemClock }));
  const relay = createRelay({ ...services, dispatch, attended: beats.anyAlive, clock: systemClock, onFault });
  relay.start();
  closers.push(() => relay.stop());
}

interface Serving {
  config: Config;
  desk: DeskDefinition;
  database: Database;
  services: DeskServices;
  feed: ReturnType<typeof createEventFeed>;
  look: ReturnType<typeof createAgentDesk>;
  metrics: Metrics;
  logger: Logger;
  onFault: (error: unknown) => void;
  closers: Closers;
}

async function serve({ config, desk, database, services, feed, look, metrics, logger, onFault, closers }: Serving): Promise<string> {
  const beats = createProcessBeats(database.db);
  const processId = randomUUID();
  await beats.beat(processId, systemClock.now());
  const webhookFault = (error: unknown) => {
    metrics.webhookFault({ provider: 'twilio', fault: error instanceof AppError ? error.code : 'internal' });
    onFault(error);
  };
  const reader = createTicketReader({ db: database.db, summarise: createSummarise(desk), publishEvents: feed.publish });
  const api = buildApi({
    ...services, desk, reader,
    peopleReader: createPeopleReader(database.db),
    statusReader: createStatusReader(database.db),
    submitRequest: submitForm(services, metrics),
    publishEvents: feed.publish,
    isReady: database.isReachable,
    metrics: metrics.render,
    translateFault,
    clock: systemClock,
    publicUrl: config.publicUrl,
    logger,
    plugins: config.twilio
      ? [createTwilioPlugin({ authToken: config.twilio.authToken, publicUrl: config.publicUrl, handlers: twilioHandlers(services, metrics), onFault: webhookFault })]
      : [],
  });
  const io = new Server(api.server, { serveClient: false, maxHttpBufferSize: 64 * 1024 });
  const realtime = createRealtime({ ...services, io, feed, reader, look, clock: systemClock, logger, publicUrl: config.publicUrl, metrics });
  const beat = setInterval(() => void beats.beat(processId, systemClock.now()).catch(onFault), 5_000);
  closers.push(async () => {
    clearInterval(beat);
    await realtime.close();
    await io.close();
    await api.close();
    await beats.leave(processId);
  });
  return api.listen({ host: config.host, port: config.port });
}

async function queueLengths(look: ReturnType<typeof createAgentDesk>): Promise<{ team: string; count: number }[]> {
  const byTeam = new Map<string, number>();
  for (const { team, count } of await look.waiting()) byTeam.set(team, (byTeam.get(team) ?? 0) + count);
  return [...byTeam].map(([team, count]) => ({ team, count }));
}

/** A web form becomes a contact like any other. */
function submitForm({ accept, channels }: DeskServices, metrics: Metrics): SubmitRequest {
  return async (form) => {
    const accepted = await accept(channels.web.toContact(form), channels.web.capabilities);
    metrics.contactAccepted({ channel: 'web', outcome: accepted.kind });
    const landed = accepted.kind === 'duplicate' ? accepted.landed : accepted;
    if (!landed) throw new Error('A web form was taken in without a ticket.');
    return landed;
  };
}

/** What the provider's webhooks do: the neutral shapes go to intake and nothing else. */
function twilioHandlers(services: DeskServices, metrics: Metrics): TwilioHandlers {
  const { accept, channels, answerCall, callNews, deliveries } = services;
  return {
    text: async (inbound) => {
      const accepted = await accept(channels.sms.toContact(inbound), channels.sms.capabilities);
      metrics.contactAccepted({ channel: 'sms', outcome: accepted.kind });
    },
    call: (request) => {
      if (request.step === firstStep) metrics.contactAccepted({ channel: 'voice', outcome: 'called' });
      return answerCall(request);
    },
    callStatus: (report) => callNews.status(report),
    receipt: (receipt) => deliveries.receive(receipt),
    recording: ({ callId, recording }) =>
      callNews.recording({ callId, from: '', to: '', receivedAt: systemClock.now() }, recording),
  };
}
