import path from 'node:path';
import { createContentStore } from '../../adapters/files/index.ts';
import { createAgentDesk } from '../../adapters/postgres/presence-store-desk.ts';
import { connectDatabase, type Database } from '../../adapters/postgres/database.ts';
import { createEventFeed } from '../../adapters/postgres/event-feed.ts';
import { oneAtATime } from '../../adapters/postgres/one-at-a-time.ts';
import { peopleStore } from '../../adapters/postgres/people-store.ts';
import { createProcessBeats } from '../../adapters/postgres/presence-store-beats.ts';
import { installationSecret } from '../../adapters/postgres/secrets.ts';
import { createWhispers } from '../../adapters/postgres/whispers.ts';
import type { OnCommitted } from '../../adapters/postgres/transact.ts';
import { createTwilioHistory, createTwilioMedia, createTwilioRest } from '../../adapters/twilio/index.ts';
import { systemClock } from '../core/index.ts';
import type { DeskDefinition, Fault } from '../desk/definition/index.ts';
import type { Learned } from '../desk/lessons/index.ts';
import { createIntakeFirst, createJobEngine, prepareJobBackend, type JobBackend } from '../jobs/index.ts';
import { createMetrics, type Logger, type Metrics } from '../telemetry/index.ts';
import { closeAll, type Closers } from './closers.ts';
import type { Config } from './config.ts';
import { countEvents } from './count-events.ts';
import { composeDesk, type DeskServices } from './desk-services.ts';
import { followUnderstanding, teaches } from './desk-understanding.ts';
import { joinFileSources } from './file-sources.ts';
import { addDemoPeople, ensureAdmin, retireTriedAgent, type DemoPerson } from './first-people.ts';
import { followSwitches } from './follow-switches.ts';
import { listenForMail, readMailboxes, type MailIn } from './mail-in.ts';
import { openMailSender } from './mail-out.ts';
import { mailFromOf, mailboxesToRead } from './mail-settings.ts';
import { parts as partsOf } from './roles.ts';
import { serve } from './serve.ts';
import { openDispatcher, startWork, type Work } from './start-work.ts';

export interface Gateway {
  /** Where it listens, or null for a worker. */
  address: string | null;
  /** Where mail servers hand mail over, such as `127.0.0.1:2525`; null when it does not listen. */
  mailAddress: string | null;
  /** Whether the try-it page is open. */
  tryIt: boolean;
  /** Every address at which the desk gets mail. */
  ownMail: ReadonlySet<string>;
  demoPeople: DemoPerson[];
  database: Database;
  close(): Promise<void>;
}

/** Wires everything by hand and starts it: the database is migrated, the desk is served, jobs are done. */
export async function startGateway(
  given: Config,
  desk: DeskDefinition,
  databaseUrl: string,
  logger: Logger,
  warnings: readonly Fault[] = [],
): Promise<Gateway> {
  const deskSource = { file: path.basename(given.deskFile), loadedAt: systemClock.now(), warnings };
  const closers: Closers = [];
  const intakeFirst = createIntakeFirst();
  const onFault = faultReporter(logger);
  const trying = given.tryIt ? await (await import('./try-it.ts')).openTryIt(given, desk) : null;
  if (trying) closers.push(trying.close);
  const config = trying?.config ?? given;
  const database = connectDatabase({ url: databaseUrl, max: 16, onError: onFault });
  const routing = connectDatabase({ url: databaseUrl, max: 8, holds: 'derived', onError: onFault });
  closers.push(() => Promise.all([database.close(), routing.close()]));
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
    let onTaught = () => {};
    const onCommitted: OnCommitted = (signals, events) => {
      dispatcher.dispatch(signals);
      if (events.some(teaches)) onTaught();
      countEvents(metrics, desk, events);
      publishSoon();
    };
    const telephony = config.twilio ? createTwilioRest({ ...config.twilio, publicUrl: config.publicUrl }) : null;
    const secret = await installationSecret(database.db, 'status-links');
    const filesFolder = path.join(config.dataDir, 'files');
    const mailSender = await openMailSender(config.mail, desk, createContentStore(filesFolder).open);
    if (mailSender) closers.push(async () => mailSender.close());
    // What is not used is not loaded: the libraries of Slack and of mail take half a second.
    const slack = config.slack && (await import('./slack-way.ts')).openSlackWay(config.slack, { desk, publicUrl: config.publicUrl, openFile: createContentStore(filesFolder).open, logger });
    const mailboxes = mailboxesToRead(desk, config.mail, { fetch, now: systemClock.now });
    const services = composeDesk({
      database, routing, desk, clock: systemClock, publicUrl: config.publicUrl, port: config.port, secret, telephony, onCommitted,
      history: config.twilio ? createTwilioHistory(config.twilio) : null, onFault, onHookTried: (outcome) => metrics.hookTried({ outcome }),
      onLearned: (learned) => {
        reportLearned(logger, metrics, learned);
        onTaught();
      },
      mailSender, mailFrom: mailFromOf(desk, config.mail, mailboxes), takesMail: mailboxes.length > 0 || config.mail.listen !== null, intakeTurn: intakeFirst.during,
      filesFolder, fileSource: joinFileSources([config.twilio ? createTwilioMedia(config.twilio) : null, slack?.fileSource ?? null]),
      slackSender: slack?.sender ?? null,
      offerOutlet: slack?.offerOutlet ?? null, homeOutlet: slack?.homeOutlet ?? null,
      ownNumber: config.twilio?.from ?? null,
    });
    const whispers = await createWhispers({ db: database.db, url: databaseUrl });
    closers.push(whispers.close);
    await followSwitches(services.switches, { whispers, onFault, closers });
    onTaught = (await followUnderstanding(services.followedModel, { whispers, metrics, onFault, closers })).changed;
    // Several processes may start at once on an empty desk.
    const demoPeople = await oneAtATime(database.db, 'first people', () => peopleAtStart(config, desk, services, database));
    const mailIn: MailIn = { config, desk, database, services, metrics, logger, onFault, closers };
    if (works) {
      const beats = createProcessBeats(database.db);
      startWork({ services, atOnce, beats, engine, control: telephony, dispatcher, intakeFirst, onReconciled: reportReconciled(logger), onFault, closers });
      await readMailboxes(mailIn, mailboxes);
    }
    // Before the API says that contacts can be accepted.
    const mailAddress = serves ? await listenForMail(mailIn) : null;
    const plugins = trying && mailAddress !== null ? [await trying.plugin({ ...services, find: peopleStore(database.db).findByEmail })] : [];
    const personChanged = slack?.shareChangedPeople({ whispers, closers });
    const slackIn = slack && personChanged && serves
      ? slack.takeIn({ services, findAgent: peopleStore(database.db).findByEmail, metrics, personChanged, onFault }) : null;
    if (slackIn?.plugin) plugins.push(slackIn.plugin);
    const address = serves ? await serve({ config, desk, deskSource, mailAddress, slackTrouble: slackIn?.trouble, plugins, database, whispers, services, feed, look, metrics, intakeFirst, logger, onFault, closers }) : null;
    slackIn?.start();
    if (slackIn) closers.push(slackIn.stop);
    if (trying && address !== null) trying.begin({ url: address, mailAddress });
    return { address, mailAddress, tryIt: trying !== null, ownMail: services.ownMail, demoPeople, database, close: () => closeAll(closers, onFault) };
  } catch (error) {
    await closeAll(closers, onFault);
    throw error;
  }
}

/** A model that was not taken is for somebody to look at. */
function reportLearned(logger: Logger, metrics: Metrics, learned: Learned): void {
  metrics.modelTrained({ outcome: learned.outcome === 'taken' ? 'taken' : learned.reason });
  if (learned.outcome === 'taken') logger.info({ model: learned.version, figures: learned.figures }, 'a new model of what is understood');
  else logger.warn({ reason: learned.reason, figures: learned.figures }, 'a new model was not taken: the one before stays');
}

/** Only what was missing is worth a line. */
function reportReconciled(logger: Logger): Work['onReconciled'] {
  return (done) => {
    if (Object.values(done).some((count) => count > 0)) logger.warn({ reconciled: done }, 'taken in what no webhook had told');
  };
}

/** Screens do not notice this many milliseconds, and a burst of commits becomes one publication. */
const publishDelay = 50;

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

async function peopleAtStart(config: Config, desk: DeskDefinition, services: DeskServices, database: Database): Promise<DemoPerson[]> {
  const store = peopleStore(database.db);
  if (config.admin) await ensureAdmin({ ...services, find: store.findByEmail }, config.admin);
  if (!config.tryIt) await retireTriedAgent({ ...services, find: store.findByEmail });
  return config.admin !== null || (await store.anybody()) ? [] : addDemoPeople(services.people, desk);
}

async function queueLengths(look: ReturnType<typeof createAgentDesk>): Promise<{ team: string; count: number }[]> {
  const byTeam = new Map<string, number>();
  for (const { team, count } of await look.waiting()) byTeam.set(team, (byTeam.get(team) ?? 0) + count);
  return [...byTeam].map(([team, count]) => ({ team, count }));
}
