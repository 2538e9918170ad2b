import { createPasswords } from '../../adapters/argon2/passwords.ts';
import { createAnnouncementReader } from '../../adapters/postgres/announcement-store.ts';
import { createAssetReader, createDowntimeReader } from '../../adapters/postgres/asset-reader.ts';
import { createMentionBoard } from '../../adapters/postgres/mention-store.ts';
import { createBacklog } from '../../adapters/postgres/backlog.ts';
import { createPresenceStore } from '../../adapters/postgres/presence-store.ts';
import { queueStore } from '../../adapters/postgres/queue-store.ts';
import { createReconcileStore } from '../../adapters/postgres/reconcile-store.ts';
import { createSessionStore } from '../../adapters/postgres/session-store.ts';
import { createSweep } from '../../adapters/postgres/sweep.ts';
import { createChannelHealthReader } from '../../adapters/postgres/channel-health-reader.ts';
import { createSwitchReader } from '../../adapters/postgres/switch-store.ts';
import { createOwnSettingsStore } from '../../adapters/postgres/told-offer-store.ts';
import { createTagReader } from '../../adapters/postgres/tag-reader.ts';
import { createTicketlessReader } from '../../adapters/postgres/ticketless-reader.ts';
import { createUsageReader } from '../../adapters/postgres/usage-reader.ts';
import { createWallReader } from '../../adapters/postgres/wall-reader.ts';
import { createAnnouncements } from '../desk/announcements/index.ts';
import { createKeepAssets, createKeepDowntimes } from '../desk/assets/index.ts';
import { createCannedAnswers } from '../desk/canned/index.ts';
import type { Classifier } from '../desk/catalog/index.ts';
import { createCustomers } from '../desk/customers/index.ts';
import { createResolutions } from '../desk/resolutions/index.ts';
import { createTellOffer } from '../desk/told-offers/index.ts';
import { createMatcher, createOffers, createRouter, createWaitSteps } from '../desk/routing/index.ts';
import { createBlockList } from '../desk/screening/index.ts';
import { createPeople, createPresence, createSessions, createWrapUps } from '../desk/staffing/index.ts';
import { createFollowing } from '../desk/follows/index.ts';
import { createChangeTags } from '../desk/labels/index.ts';
import { createChannelSwitches } from '../desk/switches/index.ts';
import { createStatusLinks, createSummarise } from '../desk/tickets/index.ts';
import { createViews } from '../desk/views/index.ts';
import { createAct, createJoining, createNaming, createPlacing, createProgress, createWaker } from '../desk/work/index.ts';
import { readStoredArrival } from '../intake/mail/stored-arrival.ts';
import { createReconcile } from '../intake/reconcile/index.ts';
import { createAcknowledge, type Telling } from './acknowledge.ts';
import { composeAlarms } from './desk-alarms.ts';
import { composeChat } from './desk-chat.ts';
import { composeFax } from './desk-fax.ts';
import { composeFiles } from './desk-files.ts';
import { composeHooks } from './desk-hooks.ts';
import { composeMail } from './desk-mail.ts';
import { layGround, type DeskGround, type DeskParts } from './desk-parts.ts';
import { createHearCustomer } from './hear-customer.ts';
import { createOpenWays } from './open-ways.ts';
import { composePhone } from './desk-phone.ts';
import { composePortal } from './desk-portal.ts';
import { composeWays } from './desk-ways.ts';
import { composeSlack } from './desk-slack.ts';
import { composeHomes } from './slack-home.ts';
import { composeQuarantine } from './desk-quarantine.ts';
import { composeTexts } from './desk-texts.ts';
import { composeUnderstanding } from './desk-understanding.ts';

export type DeskServices = ReturnType<typeof composeDesk>;

/** The whole desk, wired by hand: everything that works on PostgreSQL, without any way in from outside. */
export function composeDesk(parts: DeskParts) {
  const ground = layGround(parts);
  const { database, desk, clock, transact, channels, channelOf, capabilitiesOf, textCost } = ground;
  const statusLinks = createStatusLinks(parts.secret, parts.publicUrl);
  const switches = createChannelSwitches({ transact, reader: createSwitchReader(database.db), clock });
  const openWays = createOpenWays(ground, parts, switches);
  const understanding = composeUnderstanding(ground, parts);
  const routing = composeRouting(ground, understanding.classifier, { statusLinks, switches, openWays });
  const announcements = createAnnouncements({ transact, reader: createAnnouncementReader(database.db), desk, clock });
  const act = createAct({ transact, routeNew: routing.router.routeNew, clock });
  const hearCustomer = createHearCustomer(desk, routing.classifier);
  const texts = composeTexts(ground, parts, hearCustomer);
  const alarms = composeAlarms(ground, routing.router, () => switches.isClosed(channels.monitoring.name));
  const { missCall, ...phone } = composePhone(ground, {
    act, classifier: routing.classifier, control: parts.telephony, readAnnouncements: parts.readAnnouncements ?? announcements.spoken,
    isClosed: () => switches.isClosed(channels.voice.name),
  });
  const chatting = composeChat(ground, parts, texts.accept, () => switches.isClosed(channels.chat.name));
  const slack = composeSlack(ground, parts, texts.accept);
  const { sweepFiles, ...files } = composeFiles(ground, parts);
  const { takeFaxMail, ...faxing } = composeFax(ground, { accept: texts.accept, fileKeeper: files.fileKeeper, isClosed: () => switches.isClosed(channels.fax.name) });
  const quarantining = composeQuarantine(ground, {
    content: files.content,
    takeIn: (content, arrival) => mail.receiveMailAgain(content, readStoredArrival(arrival)),
  });
  const mail = composeMail(ground, parts, { fileKeeper: files.fileKeeper, quarantine: quarantining.quarantine, takeAs: [takeFaxMail, alarms.takeAlarmMail], hearCustomer });
  const { sweepPortal, ...portal } = composePortal(ground, parts);
  const { sweepHooks, ...hooking } = composeHooks(ground, parts);
  const ways = composeWays(ground, parts, statusLinks);
  const sweepDesk = createSweep(database.db);
  const reconcileStore = createReconcileStore(database.db);
  const reconcile = parts.history
    ? createReconcile({
        history: parts.history, store: reconcileStore, ownNumbers: [...ground.ownNumbers],
        texts: { channel: channels.sms, accept: texts.accept }, calls: { channel: channels.voice, missCall },
        callNews: phone.callNews, legLine: phone.legLine, receive: texts.deliveries.receive, clock, onFault: parts.onFault ?? (() => undefined),
      })
    : null;

  return {
    transact, channels, capabilitiesOf, statusLinks, reconcile, switches, channelOf,
    formDoor: () => ({ open: !switches.isClosed(channels.web.name), ways: openWays(channels.web.name) }),
    ...routing, ...understanding, ...composePeople(ground, routing.offers), ...texts, ...mail, ...phone, ...files, ...portal, ...chatting, ...faxing, ...hooking, ...slack,
    ...quarantining, ownNumbers: ground.ownNumbers, ownMail: ground.ownMail, isOwnMail: ground.isOwnMail, replyAddresses: ground.replyAddresses,
    acceptAlarms: alarms.acceptAlarms,
    tellOffer: createTellOffer({ transact, outlet: parts.offerOutlet ?? null, clock }),
    ...composeHomes(ground, parts, { statusLinks, portal: portal.portal, announcements }),
    tellsInSlack: ground.tellsOffers,
    resolutions: createResolutions({ transact, textCost, reopenDays: desk.conversations.reopenDays, clock }),
    progress: createProgress(act, channelOf, ways.chooseWay, textCost),
    placing: createPlacing(act, desk),
    joining: createJoining(act, textCost, phone.requestCallback),
    changeTags: createChangeTags(act),
    naming: createNaming(act),
    keepAssets: createKeepAssets({ transact, desk, clock }),
    assetReader: createAssetReader({ db: database.db, summarise: createSummarise(desk) }),
    keepDowntimes: createKeepDowntimes({ transact, desk, clock }),
    downtimeReader: createDowntimeReader(database.db),
    tagReader: createTagReader(database.db),
    following: createFollowing({ transact, clock }),
    views: createViews({ transact, clock }),
    wake: createWaker({ transact, clock }),
    cannedAnswers: createCannedAnswers({ transact, desk, clock }),
    mentionBoard: createMentionBoard(database.db),
    findWayBack: ways.findWayBack,
    customers: createCustomers({ transact, desk, clock }),
    announcements,
    blockList: createBlockList({ transact, desk, ownNumbers: ground.ownNumbers, clock }),
    ticketlessReader: createTicketlessReader(database.db),
    wallReader: createWallReader(database.db),
    usageReader: createUsageReader(database.db),
    channelHealth: createChannelHealthReader(database.db),
    lastReconciled: async () => (await reconcileStore.checkpoint('run'))?.coveredUntil ?? null,
    sweep: async (at: Date) => {
      await sweepDesk(at);
      await sweepFiles(at);
      await sweepPortal(at);
      await sweepHooks(at);
      await phone.callNews.endSilent(at);
    },
  };
}

/** From a new ticket to the agent who is asked to take it. */
function composeRouting(ground: DeskGround, classifier: Classifier, telling: Telling) {
  const { database, desk, clock, transact, transactRouting } = ground;
  const cooldowns = { declined: desk.offers.declineCooldownSeconds, expired: desk.offers.expiredCooldownSeconds };
  return {
    classifier,
    router: createRouter({
      transact: transactRouting, desk, classifier, clock,
      afterRouting: createAcknowledge(ground, telling),
    }),
    matcher: createMatcher({ transact: transactRouting, look: queueStore(database.db), clock, rules: desk.offers }),
    offers: createOffers({ transact, clock, missedBeforeAway: desk.offers.missedBeforeAway }),
    waitSteps: createWaitSteps({ transact: transactRouting, desk, clock }),
    backlog: createBacklog(database.db, cooldowns, { tellsOffers: ground.tellsOffers, showsHomes: ground.showsHomes }),
  };
}

/** Agents: who they are, whether they are there, how they sign in. */
function composePeople({ database, desk, clock, transact }: DeskGround, offers: ReturnType<typeof createOffers>) {
  const presenceStore = createPresenceStore(database.db);
  const awayReasons = new Set(desk.agents.awayReasons.map(({ key }) => key));
  const presence = createPresence({ transact, look: presenceStore, offers, clock, graceSeconds: desk.agents.graceSeconds, awayReasons });
  const passwords = createPasswords();
  return {
    presenceStore, presence, passwords,
    sessions: createSessions({ store: createSessionStore(database.db), passwords, clock }),
    people: createPeople({ transact, presence, passwords, teamKeys: new Set(desk.teams.map((team) => team.key)), clock }),
    wrapUps: createWrapUps({ transact, clock }),
    ownSettings: createOwnSettingsStore(database.db),
  };
}
