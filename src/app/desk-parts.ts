import type { ReadHome } from '../../adapters/slack/index.ts';
import type { Database } from '../../adapters/postgres/database.ts';
import type { PostgresStores } from '../../adapters/postgres/stores.ts';
import { createTransact, type OnCommitted } from '../../adapters/postgres/transact.ts';
import { withoutTag, type CallControl, type Clock, type ProviderHistory, type Sender, type Transact } from '../core/index.ts';
import { costOf, ownMailAddressesOf, ownNumbersOf, type DeskDefinition } from '../desk/definition/index.ts';
import type { HookOutcome, HookSender } from '../desk/hooks/index.ts';
import type { Learned, Train } from '../desk/lessons/index.ts';
import type { HomeOutlet } from '../desk/homes/index.ts';
import type { FileSource } from '../desk/files/index.ts';
import { createReplyAddresses, type ReplyAddresses } from '../desk/mails/index.ts';
import { createWrapUpRules } from '../desk/staffing/index.ts';
import type { OfferOutlet } from '../desk/told-offers/index.ts';
import type { ReadAnnouncements } from '../intake/announcement-board.ts';
import { createDeskChannels, type DeskChannels } from './desk-channels.ts';
import type { MailParts } from './desk-mail-parts.ts';

/** What a desk is made of, from outside. */
export interface DeskParts extends MailParts {
  database: Database;
  /** The same database for routing, whose commits need not wait for the disk: what is lost is routed again. Left out: `database`. */
  routing?: Database;
  desk: DeskDefinition;
  clock: Clock;
  publicUrl: string;
  /** Where it listens; left out where it does not. */
  port?: number;
  /** The installation's own key for status links. */
  secret: string;
  /** Where media and recordings are fetched; left out or null while no provider has credentials. */
  fileSource?: FileSource | null;
  /** Our number for customers who never used one of ours, in E.164. */
  ownNumber?: string | null;
  /** The way out for texts and calls; null while its channel has no credentials. */
  telephony: (Sender & CallControl) | null;
  /** The way out for mail; left out or null while there is none. */
  mailSender?: Sender | null;
  /** The way out to Slack; left out or null while there is none. */
  slackSender?: Sender | null;
  /** Where agents are told of offers beside the console; left out or null: nowhere. */
  offerOutlet?: OfferOutlet | null;
  /** Where people in a workspace see their requests; left out or null: nowhere. */
  homeOutlet?: ((read: ReadHome) => HomeOutlet) | null;
  /** Whom mail comes from where a mailbox says nothing else; left out or null: the first mailbox. */
  mailFrom?: { name: string | null; address: string } | null;
  /** Whether mail to our addresses is taken in at all; left out: it is. */
  takesMail?: boolean;
  /** What everybody who waits on the line is told now; left out: the announcements in force. */
  readAnnouncements?: ReadAnnouncements;
  /** What the provider remembers; left out or null: nothing is asked of it. */
  history?: ProviderHistory | null;
  /** The way to other systems; left out: by HTTP, to the open internet and what desk.yaml allows. */
  hookSender?: HookSender;
  /** Told of every try to hand an event over. */
  onHookTried?: (outcome: HookOutcome) => void;
  /** Where models are trained; left out: in a thread of their own. */
  train?: Train;
  /** Told of every training that ended. */
  onLearned?: (learned: Learned) => void;
  onCommitted: OnCommitted;
}

/** What all of the desk stands on. */
export interface DeskGround extends DeskChannels {
  database: Database;
  desk: DeskDefinition;
  clock: Clock;
  ownNumber: string | null;
  /** That one, and those of desk.yaml. */
  ownNumbers: ReadonlySet<string>;
  /** Every address at which the desk gets mail, lower-cased. */
  ownMail: ReadonlySet<string>;
  /** Whether mail to this address is ours, with or without a tag. */
  isOwnMail: (address: string) => boolean;
  replyAddresses: ReplyAddresses;
  transact: Transact<PostgresStores>;
  transactRouting: Transact<PostgresStores>;
  /** What work without anybody on the line costs at most, in capacity units. */
  textCost: number;
  /** Agents who asked for it are told of offers outside of the console. */
  tellsOffers: boolean;
  /** People see their requests in a workspace. */
  showsHomes: boolean;
}

export function layGround(parts: DeskParts): DeskGround {
  const { database, desk, clock, onCommitted } = parts;
  const tellsOffers = (parts.offerOutlet ?? null) !== null;
  const rules = { wrapUp: createWrapUpRules(desk), tellsOffers };
  const replyAddresses = createReplyAddresses(parts.secret);
  const ownMail = ownMailAddressesOf(desk, parts.mailFrom?.address ?? null);
  return {
    database, desk, clock,
    ownNumber: parts.ownNumber ?? null,
    ownNumbers: ownNumbersOf(desk, parts.ownNumber ?? null),
    ownMail,
    isOwnMail: (address) => ownMail.has(address.toLowerCase()) || ownMail.has(withoutTag(address)),
    replyAddresses,
    transact: createTransact(database.db, onCommitted, rules),
    transactRouting: createTransact((parts.routing ?? database).db, onCommitted, rules),
    textCost: costOf(desk, 'sms'),
    tellsOffers,
    showsHomes: (parts.homeOutlet ?? null) !== null,
    ...createDeskChannels(parts),
  };
}
