import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { FastifyPluginAsync } from 'fastify';
import { Server, type ServerOptions } from 'socket.io';
import type { Database } from '../../adapters/postgres/database.ts';
import type { EventFeed } from '../../adapters/postgres/event-feed.ts';
import { translateFault } from '../../adapters/postgres/faults.ts';
import { createCustomerReader } from '../../adapters/postgres/customer-store.ts';
import { createPeopleReader } from '../../adapters/postgres/people-store.ts';
import { createProcessBeats } from '../../adapters/postgres/presence-store-beats.ts';
import { createStatusReader } from '../../adapters/postgres/status-reader.ts';
import { createTicketReader } from '../../adapters/postgres/ticket-reader.ts';
import { createMonitoringPlugin } from '../../adapters/monitoring/index.ts';
import { createHylafaxPlugin } from '../../adapters/hylafax/index.ts';
import { createBrowserTokens, createTwilioPlugin, firstStep, type TwilioHandlers } from '../../adapters/twilio/index.ts';
import { buildApi, type DeskSource, type SubmitRequest } from '../api/index.ts';
import { AppError, systemClock, type AnyChannel, type Whispers } from '../core/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { createSummarise } from '../desk/tickets/index.ts';
import type { WriteAtStatusPage } from '../intake/add-comment.ts';
import type { IntakeFirst } from '../jobs/index.ts';
import { createChatRealtime, createConnectionLimit, createRealtime, type AgentDesk } from '../realtime/index.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import { channelSettings } from './channel-settings.ts';
import type { Closers } from './closers.ts';
import type { Config } from './config.ts';
import type { DeskServices } from './desk-services.ts';

export interface Serving {
  config: Config;
  /** What is served beside what every gateway serves. */
  plugins: FastifyPluginAsync[];
  desk: DeskDefinition;
  deskSource: DeskSource;
  /** Where mail servers hand mail over; null when nowhere. */
  mailAddress: string | null;
  /** What keeps Slack from working now; left out: it is not set up. */
  slackTrouble?: (() => string | null) | undefined;
  database: Database;
  whispers: Whispers;
  services: DeskServices;
  feed: EventFeed;
  look: AgentDesk;
  metrics: Metrics;
  intakeFirst: IntakeFirst;
  logger: Logger;
  onFault: (error: unknown) => void;
  closers: Closers;
}

/** Where `npm run build` lays the pages. */
const pagesFolder = fileURLToPath(new URL('../../dist/console', import.meta.url));

/** Opens the doors: REST, pages, webhooks of the channels that are on, and sockets; gives the address it listens on. */
export async function serve(serving: Serving): Promise<string> {
  const { config, desk, database, whispers, services, feed, look, metrics, logger, onFault, closers } = serving;
  const beats = createProcessBeats(database.db);
  const processId = randomUUID();
  await beats.beat(processId, systemClock.now());
  const webhookFault = (error: unknown) => {
    metrics.webhookFault({ provider: 'twilio', fault: error instanceof AppError ? error.code : 'internal' });
    onFault(error);
  };
  const reader = createTicketReader({ db: database.db, fileViews: services.fileViews, summarise: createSummarise(desk), publishEvents: feed.publish });
  const api = buildApi({
    ...services, desk, reader,
    peopleReader: createPeopleReader(database.db),
    customerReader: createCustomerReader({ db: database.db, summarise: createSummarise(desk) }),
    statusReader: createStatusReader(database.db),
    channelSettings: channelSettings(Object.values(services.channels).map(({ name }: AnyChannel) => name), {
      config, desk, mailAddress: serving.mailAddress, ownNumbers: [...services.ownNumbers], ownMail: [...services.ownMail],
      ...(serving.slackTrouble && { slackTrouble: serving.slackTrouble }),
    }),
    deskSource: serving.deskSource,
    submitRequest: submitForm(serving),
    writeAtStatusPage: takeInComment(serving),
    publishEvents: feed.publish,
    isReady: database.isReachable,
    metrics: metrics.render,
    translateFault,
    clock: systemClock,
    browserTokens: config.browserCalls ? createBrowserTokens(config.browserCalls) : null,
    publicUrl: config.publicUrl,
    logger,
    pages: { folder: pagesFolder, tryIt: config.tryIt },
    plugins: [
      ...serving.plugins, faxPlugin(serving), monitoringPlugin(serving),
      ...(config.twilio ? [createTwilioPlugin({ authToken: config.twilio.authToken, publicUrl: config.publicUrl, handlers: twilioHandlers(serving), legs: services.legLine, onFault: webhookFault })] : []),
    ],
  });
  const mayConnect = createConnectionLimit({ clock: systemClock, desk });
  const io = new Server(api.server, {
    serveClient: false, maxHttpBufferSize: 64 * 1024, connectTimeout: 10_000, cors: chatOrigins(desk),
    allowRequest: (request, answer) => {
      const isAllowed = mayConnect(request);
      answer(isAllowed ? null : 'Too many connections. Please wait a minute.', isAllowed);
    },
  });
  const realtime = createRealtime({ ...services, io, feed, reader, look, whispers, clock: systemClock, logger, publicUrl: config.publicUrl, metrics });
  const chatting = createChatRealtime({ ...services, whenTurned: services.switches.whenTurned, io, feed, whispers, desk, clock: systemClock, logger, metrics });
  const beat = setInterval(() => void beats.beat(processId, systemClock.now()).catch(onFault), 5_000);
  closers.push(async () => {
    clearInterval(beat);
    await Promise.all([realtime.close(), chatting.close()]);
    await closeServer(api, io);
    await beats.leave(processId);
  });
  return api.listen({ host: config.host, port: config.port });
}

/** Pages that show the chat may reach the sockets from their own origin, but never with a cookie of ours. */
function chatOrigins(desk: DeskDefinition): ServerOptions['cors'] {
  const { enabled, origins } = desk.chat;
  return { origin: !enabled ? false : origins.length > 0 ? origins : '*', credentials: false };
}

/** Answers what was asked, and ends each connection as soon as it says nothing more: one that the other side keeps alive would hold us up. */
async function closeServer(api: ReturnType<typeof buildApi>, io: Server): Promise<void> {
  const hangingUp = setInterval(() => api.server.closeIdleConnections(), 50);
  // Both wait for the last connection, which only an API that is closing sends away.
  await Promise.all([io.close(), api.close()]).finally(() => clearInterval(hangingUp));
}

/** A web form becomes a contact like any other. */
function submitForm({ services: { accept, channels }, metrics, intakeFirst }: Serving): SubmitRequest {
  return async (form) => {
    const contact = channels.web.toContact(form);
    const accepted = await intakeFirst.during(() => accept(contact, channels.web.capabilities));
    metrics.contactAccepted({ channel: 'web', outcome: accepted.kind });
    const landed = 'landed' in accepted ? accepted.landed : accepted;
    if (!landed) throw new Error('A web form was taken in without a ticket.');
    return landed;
  };
}

/** Where monitoring systems tell of alarms. */
function monitoringPlugin({ config, desk, services, metrics, intakeFirst }: Serving): FastifyPluginAsync {
  const { acceptAlarms, channels: { monitoring: { name } }, switches } = services;
  return createMonitoringPlugin({
    ...config.monitoring, sources: desk.monitoring.sources, clock: systemClock,
    isClosed: () => switches.isClosed(name),
    take: async (alarms) => {
      const counts = countKinds(await intakeFirst.during(() => acceptAlarms(alarms)).catch((error: unknown) => {
        metrics.webhookFault({ provider: name, fault: error instanceof AppError ? error.code : 'internal' });
        throw error;
      }));
      for (const [outcome, count] of Object.entries(counts)) for (let one = 0; one < count; one += 1) metrics.contactAccepted({ channel: name, outcome });
      return counts;
    },
  });
}

function countKinds(outcomes: readonly { kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Where a fax server hands over what it received. */
function faxPlugin({ config, desk, services, metrics, intakeFirst }: Serving): FastifyPluginAsync {
  const { channels, switches, keepFaxFile, receiveFax } = services;
  return createHylafaxPlugin({
    secret: config.faxSecret, keep: keepFaxFile, maxMegabytes: desk.files.maxMegabytes, clock: systemClock,
    isClosed: () => switches.isClosed(channels.fax.name),
    take: async (fax) => {
      const received = await intakeFirst.during(() => receiveFax(fax));
      metrics.contactAccepted({ channel: channels.fax.name, outcome: received.kind });
      return received;
    },
  });
}

/** What is written at a status page counts as taken in when it was stored. */
function takeInComment({ services, metrics, intakeFirst }: Serving): WriteAtStatusPage {
  return async (kind, link, inbound) => {
    const outcome = await intakeFirst.during(() => services.writeAtStatusPage(kind, link, inbound));
    if ('landed' in outcome) metrics.contactAccepted({ channel: 'web', outcome: outcome.kind });
    return outcome;
  };
}

/** What the provider's webhooks do: the neutral shapes go to intake and nothing else. */
function twilioHandlers({ services, metrics, intakeFirst }: Serving): TwilioHandlers {
  const { accept, channels, answerCall, callNews, deliveries } = services;
  return {
    text: async (inbound) => {
      const contact = channels.sms.toContact(inbound);
      const accepted = await intakeFirst.during(() => accept(contact, channels.sms.capabilities));
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
    transcription: ({ call, transcript }) => callNews.transcript(call, transcript),
  };
}
