import type { FastifyBaseLogger, FastifyPluginAsync } from 'fastify';
import type { BrowserTokens, Clock, InboundForm } from '../core/index.ts';
import type { Agent } from '../desk/agents/index.ts';
import type { Announcements } from '../desk/announcements/index.ts';
import type { CustomerReader, Customers } from '../desk/customers/index.ts';
import type { CallActions } from '../desk/rooms/index.ts';
import type { TicketlessReader } from '../desk/contacts/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import type { ContentStore, FileKeeper, FileLinks, FileReader, MailLinks, UploadTokens } from '../desk/files/index.ts';
import type { MailReader } from '../desk/mails/index.ts';
import type { Quarantined } from '../desk/quarantine/index.ts';
import type { DeliveryReader, ExplainDelivery } from '../desk/replies/index.ts';
import type { BlockList } from '../desk/screening/index.ts';
import type { People, Sessions, WrapUps } from '../desk/staffing/index.ts';
import type { StatusLinks, StatusReader, TicketReader } from '../desk/tickets/index.ts';
import type { Calling, Joining, Placing, Progress } from '../desk/work/index.ts';
import type { PagesOptions } from './pages/index.ts';
import type { WriteAtStatusPage } from '../intake/add-comment.ts';

export interface PeopleReader {
  /** Everybody of the desk, by name. */
  list(): Promise<Agent[]>;
}

/** Takes in a web form; the same `requestId` again gives the same ticket. Throws `unavailable` (503) when it could not be stored. */
export type SubmitRequest = (form: InboundForm) => Promise<{ ticketId: string; number: number; statusKey: number }>;

/** Everything the API works with; it makes nothing itself. */
export interface ApiDeps {
  desk: DeskDefinition;
  sessions: Sessions;
  people: People;
  peopleReader: PeopleReader;
  ticketlessReader: TicketlessReader;
  announcements: Announcements;
  blockList: BlockList;
  quarantined: Quarantined;
  wrapUps: WrapUps;
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
  deliveryReader: DeliveryReader;
  explainDelivery: ExplainDelivery;
  submitRequest: SubmitRequest;
  statusLinks: StatusLinks;
  statusReader: StatusReader;
  writeAtStatusPage: WriteAtStatusPage;
  fileKeeper: Pick<FileKeeper, 'keep'>;
  fileLinks: FileLinks;
  uploadTokens: UploadTokens;
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
