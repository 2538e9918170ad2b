import type { FastifyBaseLogger, FastifyPluginAsync } from 'fastify';
import type { BrowserTokens, Clock, InboundForm } from '../core/index.ts';
import type { Agent } from '../desk/agents/index.ts';
import type { Announcements } from '../desk/announcements/index.ts';
import type { AssetReader, DowntimeReader, KeepAssets, KeepDowntimes } from '../desk/assets/index.ts';
import type { CannedAnswers } from '../desk/canned/index.ts';
import type { MentionBoard } from '../desk/mentions/index.ts';
import type { CustomerReader, Customers } from '../desk/customers/index.ts';
import type { CallActions } from '../desk/rooms/index.ts';
import type { TicketlessReader } from '../desk/contacts/index.ts';
import type { DeskDefinition, Fault } from '../desk/definition/index.ts';
import type { ContentStore, FileKeeper, FileLinks, FileReader, MailLinks, UploadTokens } from '../desk/files/index.ts';
import type { MailReader } from '../desk/mails/index.ts';
import type { ConfirmSolved, OwnRequests, PortalSignIn } from '../desk/portal/index.ts';
import type { RateByLink, RatingReader } from '../desk/ratings/index.ts';
import type { Quarantined } from '../desk/quarantine/index.ts';
import type { ChannelOf, DeliveryReader, ExplainDelivery, FindWayBack } from '../desk/replies/index.ts';
import type { ChannelSwitches, OpenWay } from '../desk/switches/index.ts';
import type { BlockList } from '../desk/screening/index.ts';
import type { Learning } from '../desk/lessons/index.ts';
import type { HookDeliveries, HookReader, HookReplays, Hooks } from '../desk/hooks/index.ts';
import type { Following } from '../desk/follows/index.ts';
import type { ChangeTags, TagReader } from '../desk/labels/index.ts';
import type { Views } from '../desk/views/index.ts';
import type { OwnSettingsStore, People, Presence, Sessions, WrapUps } from '../desk/staffing/index.ts';
import type { StatusLinks, StatusReader, TicketReader } from '../desk/tickets/index.ts';
import type { Calling, Joining, Naming, Placing, Progress } from '../desk/work/index.ts';
import type { ChannelHealthReader, UsageReader } from '../desk/upkeep/index.ts';
import type { WallReader } from '../desk/wall/index.ts';
import type { PagesOptions } from './pages/index.ts';
import type { VisitorTokens } from '../intake/chat/visitor-token.ts';
import type { WriteAtStatusPage } from '../intake/add-comment.ts';

export interface PeopleReader {
  /** Everybody of the desk, by name. */
  list(): Promise<Agent[]>;
}

/** Where desk.yaml was read, when, and what of it is probably not meant. */
export interface DeskSource {
  file: string;
  loadedAt: Date;
  warnings: readonly Fault[];
}

/** How a channel is set up. `needs` and `sendNeeds`: variables of the environment that it lacks. */
export interface ChannelSetting {
  name: string;
  on: boolean;
  needs: string[];
  sends: boolean;
  sendNeeds: string[];
  /** Ours: numbers or mail addresses. */
  addresses: string[];
  /** What the provider must be told to call. */
  webhooks: string[];
  mailboxes: { key: string; address: string; host: string; folder: string }[];
  /** Where mail servers hand mail over; null when nowhere. */
  listensOn: string | null;
  /** The provider is asked for what no webhook told. */
  reconciles: boolean;
  /** The provider's own word for what keeps it from working now, as this process knows it; left out, or null: nothing. */
  trouble?: () => string | null;
}

/** Takes in a web form; the same `requestId` again gives the same ticket. Throws `unavailable` (503) when it could not be stored. */
export type SubmitRequest = (form: InboundForm) => Promise<{ ticketId: string; number: number; statusKey: number }>;

/** Everything the API works with; it makes nothing itself. */
export interface ApiDeps {
  desk: DeskDefinition;
  sessions: Sessions;
  people: People;
  presence: Pick<Presence, 'force' | 'signOff'>;
  wallReader: WallReader;
  usageReader: UsageReader;
  channelHealth: ChannelHealthReader;
  channelSettings: ChannelSetting[];
  channelOf: ChannelOf;
  switches: Pick<ChannelSwitches, 'read' | 'turn'>;
  /** Whether web forms are taken now, and the other ways that are open. */
  formDoor: () => { open: boolean; ways: OpenWay[] };
  deskSource: DeskSource;
  peopleReader: PeopleReader;
  ticketlessReader: TicketlessReader;
  announcements: Announcements;
  hooks: Hooks;
  hookReader: Pick<HookReader, 'deliveries' | 'delivery'>;
  hookReplays: HookReplays;
  hookDeliveries: Pick<HookDeliveries, 'ping'>;
  keepAssets: KeepAssets;
  assetReader: AssetReader;
  keepDowntimes: KeepDowntimes;
  downtimeReader: DowntimeReader;
  naming: Naming;
  blockList: BlockList;
  learning: Pick<Learning, 'view' | 'ask'>;
  quarantined: Quarantined;
  wrapUps: WrapUps;
  ownSettings: OwnSettingsStore;
  /** Agents can be told of offers in Slack. */
  tellsInSlack: boolean;
  cannedAnswers: CannedAnswers;
  mentionBoard: MentionBoard;
  findWayBack: FindWayBack;
  customers: Customers;
  customerReader: CustomerReader;
  progress: Progress;
  placing: Placing;
  joining: Joining;
  callActions: CallActions;
  /** A number as people write it in E.164; null when the desk must not call it. */
  dialable: (written: string) => string | null;
  /** Null: calls cannot be taken in the browser. */
  browserTokens: BrowserTokens | null;
  calling: Calling;
  reader: TicketReader;
  changeTags: ChangeTags;
  tagReader: TagReader;
  following: Following;
  views: Views;
  deliveryReader: DeliveryReader;
  explainDelivery: ExplainDelivery;
  submitRequest: SubmitRequest;
  statusLinks: StatusLinks;
  statusReader: StatusReader;
  writeAtStatusPage: WriteAtStatusPage;
  portal: PortalSignIn & { requests: OwnRequests; hasMail: boolean };
  confirmSolved: ConfirmSolved;
  rateByLink: RateByLink;
  ratingReader: RatingReader;
  fileKeeper: Pick<FileKeeper, 'keep'>;
  fileLinks: FileLinks;
  uploadTokens: UploadTokens;
  visitorTokens: Pick<VisitorTokens, 'read'>;
  fileReader: FileReader;
  mailLinks: MailLinks;
  mailReader: MailReader;
  content: Pick<ContentStore, 'open'>;
  /** Gives stored events their place in the published order, so that what was just done is in the answer. */
  publishEvents: () => Promise<void>;
  /** Whether contacts can be accepted now. */
  isReady: () => Promise<boolean>;
  metrics: () => Promise<{ contentType: string; text: string }>;
  /** Turns faults of the database's connection into `unavailable` (503); gives any other error as it is. */
  translateFault: (error: unknown) => unknown;
  clock: Clock;
  /** Where people and providers reach us; its origin is the only one whose cookies count. */
  publicUrl: string;
  logger: FastifyBaseLogger;
  /** The pages people use; null where only the interface is served. */
  pages: PagesOptions | null;
  /** Webhooks of the channels that are on. */
  plugins: FastifyPluginAsync[];
}
