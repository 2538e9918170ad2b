import { createPasswords } from '../../adapters/argon2/passwords.ts';
import { createContentStore } from '../../adapters/files/index.ts';
import { createBacklog } from '../../adapters/postgres/backlog.ts';
import type { Database } from '../../adapters/postgres/database.ts';
import { createDeliveryReader } from '../../adapters/postgres/delivery-reader.ts';
import { createFileReader } from '../../adapters/postgres/file-reader.ts';
import { createReconcileStore } from '../../adapters/postgres/reconcile-store.ts';
import { createPresenceStore } from '../../adapters/postgres/presence-store.ts';
import { queueStore } from '../../adapters/postgres/queue-store.ts';
import { createSessionStore } from '../../adapters/postgres/session-store.ts';
import type { PostgresStores } from '../../adapters/postgres/stores.ts';
import { createTicketlessReader } from '../../adapters/postgres/ticketless-reader.ts';
import { createSweep } from '../../adapters/postgres/sweep.ts';
import { createTransact, type OnCommitted } from '../../adapters/postgres/transact.ts';
import { callbackPrompts, callFlow, createChannels, roomPrompts } from '../../channels/index.ts';
import { deliveryFaultWords } from '../../adapters/twilio/index.ts';
import { toComment } from '../../channels/web/comment.ts';
import { ticketNumber, type AnyChannel, type CallControl, type ChannelCapabilities, type Clock, type ProviderHistory, type Sender } from '../core/index.ts';
import { createCallbackScripts, createRequestCallback, dialableNumber, dialRules, startOutreach, type CallEnded } from '../desk/callbacks/index.ts';
import { createExampleMatcher } from '../desk/catalog/index.ts';
import { createCustomers } from '../desk/customers/index.ts';
import { costOf, type DeskDefinition } from '../desk/definition/index.ts';
import { createDeleting, createFetching, createFileKeeper, createFileLinks, createFileSweep, createFileViews, type FileSource } from '../desk/files/index.ts';
import { createDeliveries, createExplainDelivery, endHeld, replyWords, writeReply, writeWordAnswer, type ChannelOf, type Outlet } from '../desk/replies/index.ts';
import { createCallActions, createOnCall, createRoomScripts, createSteering, type LegScripts } from '../desk/rooms/index.ts';
import { createMatcher, createOffers, createRouter, createWaitSteps } from '../desk/routing/index.ts';
import { createBlockList } from '../desk/screening/index.ts';
import { createPeople, createPresence, createSessions, createWrapUpRules, createWrapUps } from '../desk/staffing/index.ts';
import { createStatusLinks } from '../desk/tickets/index.ts';
import { createAct, createCalling, createJoining, createPlacing, createProgress, createWaker, onCustomerWrote } from '../desk/work/index.ts';
import { createAccept } from '../intake/accept.ts';
import { createComments, type Comments, type WriteAtStatusPage } from '../intake/add-comment.ts';
import { createLegLine } from '../intake/answer-leg.ts';
import { endCall } from '../intake/end-call.ts';
import { createReconcile } from '../intake/reconcile/index.ts';
import { createCallLine } from '../intake/call-line.ts';
import type { ReadAnnouncements } from '../intake/announcement-board.ts';

export interface DeskParts {
  database: Database;
  /** The same database for routing, whose commits need not wait for the disk: what is lost is routed again. Left out: `database`. */
  routing?: Database;
  desk: DeskDefinition;
  clock: Clock;
  publicUrl: string;
  /** The installation's own key for status links. */
  secret: string;
  /** The folder that files are kept in; made when it is first needed. */
  filesFolder: string;
  /** Where media and recordings are fetched; left out or null while no provider has credentials. */
  fileSource?: FileSource | null;
  /** Our number for customers who never used one of ours, in E.164. */
  ownNumber?: string | null;
  /** The way out for texts and calls; null while its channel has no credentials. */
  telephony: (Sender & CallControl) | null;
  /** What everybody who waits on the line is told now; left out: nothing. */
  readAnnouncements?: ReadAnnouncements;
  /** What the provider remembers; left out or null: nothing is asked of it. */
  history?: ProviderHistory | null;
  /** Told of what cannot be taken in from there. */
  onFault?: (error: unknown) => void;
  onCommitted: OnCommitted;
}

export type DeskServices = ReturnType<typeof composeDesk>;

/** The whole desk, wired by hand: everything that works on PostgreSQL, without any way in from outside. */
export function composeDesk(parts: DeskParts) {
  const { database, desk, clock, onCommitted } = parts;
  const rules = { wrapUp: createWrapUpRules(desk) };
  const transact = createTransact(database.db, onCommitted, rules);
  const transactRouting = createTransact((parts.routing ?? database).db, onCommitted, rules);
  const channels = createChannels({ region: desk.phoneRegion, from: parts.ownNumber, templates: desk.whatsapp.template });
  const byName = new Map<string, AnyChannel>(Object.values(channels).map((channel: AnyChannel) => [channel.name, channel]));
  const outletOf = (name: string): Outlet | null => {
    const channel = byName.get(name);
    return channel ? { channel, sender: channel.capabilities.reply === 'send' ? parts.telephony : null } : null;
  };
  const channelOf: ChannelOf = (name) => byName.get(name) ?? null;
  const capabilitiesOf = (name: string): ChannelCapabilities => byName.get(name)?.capabilities ?? noCapabilities;
  const content = createContentStore(parts.filesFolder);
  const keeper = createFileKeeper({ transact, content, clock });
  const fileLinks = createFileLinks(parts.secret, clock);
  const source = parts.fileSource ?? null;
  const { deleteAtProvider, transcribe } = desk.recording;
  const fileRules = {
    mostBytes: desk.files.maxMegabytes * 1024 * 1024,
    // What the provider is still listening to must not go.
    deleteAfterSeconds: deleteAtProvider ? (transcribe ? 3_600 : 0) : null,
  };
  const retention = { recordingDays: desk.recording.retentionDays, attachmentDays: desk.files.retentionDays, deleteAtProvider };
  const sweepDesk = createSweep(database.db);
  const sweepFiles = createFileSweep({ transact, content, rules: retention });
  const statusLinks = createStatusLinks(parts.secret, parts.publicUrl);
  const classifier = createExampleMatcher(desk);
  const cooldowns = { declined: desk.offers.declineCooldownSeconds, expired: desk.offers.expiredCooldownSeconds };

  const router = createRouter({
    transact: transactRouting, desk, classifier, clock,
    afterRouting: async (stores, ticket) => {
      if (capabilitiesOf(ticket.channel).reply !== 'send') return;
      const about = { number: ticketNumber(ticket.number), statusUrl: statusLinks.urlOf(ticket), deskName: desk.name };
      const text = replyWords[ticket.locale].acknowledgement(about);
      await writeReply(stores, ticket, { kind: 'acknowledgement', text, agentId: null }, channelOf, clock.now());
    },
  });
  const matcher = createMatcher({ transact: transactRouting, look: queueStore(database.db), clock, rules: desk.offers });
  const offers = createOffers({ transact, clock, missedBeforeAway: desk.offers.missedBeforeAway });
  const presenceStore = createPresenceStore(database.db);
  const presence = createPresence({ transact, look: presenceStore, offers, clock, graceSeconds: desk.agents.graceSeconds });
  const passwords = createPasswords();
  const sessions = createSessions({ store: createSessionStore(database.db), passwords, clock });
  const people = createPeople({ transact, presence, passwords, teamKeys: new Set(desk.teams.map((team) => team.key)), clock });
  const act = createAct({ transact, routeNew: router.routeNew, clock });

  const textCost = costOf(desk, 'sms');
  const accept = createAccept({
    transact, clock, onCustomerWrote,
    rules: { ...desk.conversations, locale: desk.locale },
    costOf: (channel) => costOf(desk, channel),
    wordRules: {
      answer: (stores, answer) => writeWordAnswer(stores, { ...answer, deskName: desk.name }, channelOf, clock.now()),
      stopped: (stores, pair, at) => endHeld(stores, pair, 'opted_out', at),
    },
  });
  const comments = createComments({
    transact, clock, onCustomerWrote,
    rules: { reopenDays: desk.conversations.reopenDays, locale: desk.locale },
    costOf: (channel) => costOf(desk, channel),
  });
  const requestCallback = createRequestCallback(desk, parts.ownNumber ?? null);
  const { answerCall, callNews, missCall } = createCallLine({
    transact, flow: callFlow, channel: channels.voice, desk, classifier, requestCallback, textCost, clock,
    readAnnouncements: parts.readAnnouncements ?? (() => Promise.resolve([])),
  });
  // What each kind of leg that the desk dials hears and means.
  const consent = desk.recording.calls ? desk.recording.consent : null;
  const outreach = { desk, prompts: callbackPrompts, ownNumber: parts.ownNumber ?? null, quietCost: textCost, consent };
  const scripts: LegScripts<PostgresStores> = {
    ...createCallbackScripts<PostgresStores>(outreach, { now: clock.now, callEnded: callEnded(textCost) }),
    ...createRoomScripts({ desk, prompts: roomPrompts, textCost, clock }),
  };
  const deliveries = createDeliveries({ transact, outletOf, clock });
  const legLine = createLegLine({ transact, scripts, clock });
  const reconcileStore = createReconcileStore(database.db);
  const reconcile = parts.history
    ? createReconcile({
        history: parts.history, store: reconcileStore, ownNumbers: ownNumbers(desk, parts.ownNumber ?? null),
        texts: { channel: channels.sms, accept }, calls: { channel: channels.voice, missCall },
        callNews, legLine, receive: deliveries.receive, clock, onFault: parts.onFault ?? (() => undefined),
      })
    : null;

  return {
    transact, channels, capabilitiesOf, statusLinks, classifier, router, matcher, offers, presence, presenceStore,
    passwords, sessions, people, accept, deliveries,
    progress: createProgress(act, channelOf),
    placing: createPlacing(act, desk),
    waitSteps: createWaitSteps({ transact: transactRouting, desk, clock }),
    wrapUps: createWrapUps({ transact, clock }),
    customers: createCustomers({ transact, desk, clock }),
    joining: createJoining(act, textCost, requestCallback),
    requestCallback,
    calling: createCalling({ act, requestCallback, outreach }),
    startOutreach: (assignmentId: string) => transact((stores) => startOutreach(stores, assignmentId, outreach, clock.now())),
    writeAtStatusPage: statusPageWriter(comments, channels.web.capabilities),
    wake: createWaker({ transact, clock }),
    answerCall, callNews,
    blockList: createBlockList({ transact, desk, clock }),
    ticketlessReader: createTicketlessReader(database.db),
    legLine, reconcile,
    lastReconciled: async () => (await reconcileStore.checkpoint('run'))?.coveredUntil ?? null,
    callActions: createCallActions({
      onCall: createOnCall({ transact, clock }), desk, textCost, dialable: (written) => dialableNumber(written, dialRules(desk, parts.ownNumber ?? null)),
    }),
    steering: createSteering({ transact, control: parts.telephony, scripts, callerGone: callNews.callerGone, clock }),
    fileKeeper: keeper, content, fileLinks,
    fileViews: (ticketId: string) => createFileViews(fileLinks, ticketId),
    fetching: createFetching({ transact, keeper, source, rules: fileRules, clock }),
    deleting: createDeleting({ transact, content, source, clock }),
    explainDelivery: createExplainDelivery(deliveryFaultWords),
    deliveryReader: createDeliveryReader(database.db),
    fileReader: createFileReader(database.db),
    backlog: createBacklog(database.db, cooldowns),
    sweep: async (at: Date) => {
      await sweepDesk(at);
      await sweepFiles(at);
      await callNews.endSilent(at);
    },
  };
}

function ownNumbers(desk: DeskDefinition, ownNumber: string | null): string[] {
  return [...(ownNumber === null ? [] : [ownNumber]), ...desk.numbers.map(({ number }) => number)];
}

/** Ends a call whose customer was called by the desk. */
function callEnded(textCost: number): CallEnded<PostgresStores> {
  return async (stores, callId, at) => {
    await stores.calls.serialise(callId);
    const call = await stores.calls.find(callId);
    if (call) await endCall(stores, call, { textCost, at });
  };
}

/** What the holder of a status link writes becomes a contact like any other. */
function statusPageWriter(comments: Comments, capabilities: ChannelCapabilities): WriteAtStatusPage {
  return (kind, link, inbound) => {
    const contact = toComment(inbound);
    return kind === 'comment' ? comments.add(link, contact) : comments.followUp(link, contact, capabilities);
  };
}

/** A channel that left the program while its tickets stayed: they are read at the status page. */
const noCapabilities: ChannelCapabilities = {
  live: false, maxTextLength: null, attachments: false, html: false, threading: 'none', reply: 'shelf',
};

