import type { Signals } from '../../src/core/index.ts';
import type { EventLog } from '../../src/desk/events/index.ts';
import type { AgentStore } from '../../src/desk/agents/index.ts';
import type { AlarmStore } from '../../src/desk/alarms/index.ts';
import type { AnnouncementStore } from '../../src/desk/announcements/index.ts';
import type { AssetStore, DowntimeStore } from '../../src/desk/assets/index.ts';
import type { CallbackStore } from '../../src/desk/callbacks/index.ts';
import type { CannedStore } from '../../src/desk/canned/index.ts';
import type { CallStore } from '../../src/desk/calls/index.ts';
import type { ConsentStore } from '../../src/desk/consent/index.ts';
import type { DeletionStore, FetchStore, FileStore, PreviewStore, SweepStore } from '../../src/desk/files/index.ts';
import type { QuarantineStore } from '../../src/desk/quarantine/index.ts';
import type { PortalStore } from '../../src/desk/portal/index.ts';
import type { RatingStore } from '../../src/desk/ratings/index.ts';
import type { ReplyStore } from '../../src/desk/replies/index.ts';
import type { HookStore } from '../../src/desk/hooks/index.ts';
import type { ResolutionStore } from '../../src/desk/resolutions/index.ts';
import type { LessonStore, WishStore } from '../../src/desk/lessons/index.ts';
import type { LegStore, RoomStore } from '../../src/desk/rooms/index.ts';
import type { AssignmentStore, OfferStore, QueueStore, WordStore } from '../../src/desk/routing/index.ts';
import type { AutomaticAnswerStore, BounceStore } from '../../src/desk/mails/index.ts';
import type { CustomerStore } from '../../src/desk/customers/index.ts';
import type { MentionStore } from '../../src/desk/mentions/index.ts';
import type { PeopleStore, WrapUpRules } from '../../src/desk/staffing/index.ts';
import type { BlockedStore } from '../../src/desk/screening/index.ts';
import type { TicketStore } from '../../src/desk/tickets/index.ts';
import type { ToldOfferStore } from '../../src/desk/told-offers/index.ts';
import type { FollowStore } from '../../src/desk/follows/index.ts';
import type { ViewStore } from '../../src/desk/views/index.ts';
import type { LetterStore, NoteStore } from '../../src/desk/work/index.ts';
import type { ChatStore } from '../../src/intake/chat/chat-store.ts';
import type { SwitchStore } from '../../src/desk/switches/index.ts';
import type { AmendmentStore } from '../../src/intake/amendment-store.ts';
import type { CommentStore } from '../../src/intake/comment-store.ts';
import type { IntakeStore } from '../../src/intake/intake-store.ts';
import type { MailStore } from '../../src/intake/mail/mail-store.ts';
import type { MailThreadStore } from '../../src/desk/mails/index.ts';
import { agentStore } from './agent-store.ts';
import { amendmentStore } from './amendment-store.ts';
import { alarmStore } from './alarm-store.ts';
import { announcementStore } from './announcement-store.ts';
import { assetStore, downtimeStore } from './asset-store.ts';
import { automaticAnswerStore } from './automatic-answer-store.ts';
import { bounceStore } from './bounce-store.ts';
import { callbackStore } from './callback-store.ts';
import { blockedStore } from './blocked-store.ts';
import { cannedStore } from './canned-store.ts';
import { callStore } from './call-store.ts';
import { chatStore } from './chat-store.ts';
import { commentStore } from './comment-store.ts';
import { consentStore } from './consent-store.ts';
import { customerStore } from './customer-store.ts';
import type { Connection } from './database.ts';
import { fileStore } from './file-store.ts';
import { followStore } from './follow-store.ts';
import { hookStore } from './hook-store.ts';
import { intakeStore } from './intake-store.ts';
import { legStore, roomStore } from './leg-store.ts';
import { mailStore } from './mail-store.ts';
import { mailThreadStore } from './mail-thread-store.ts';
import { mentionStore } from './mention-store.ts';
import { lessonStore } from './lesson-store.ts';
import { letterStore } from './letter-store.ts';
import { wishStore } from './model-store.ts';
import { noteStore } from './note-store.ts';
import { assignmentStore, offerStore } from './offer-store.ts';
import { peopleStore } from './people-store.ts';
import { portalStore } from './portal-store.ts';
import { previewStore } from './preview-store.ts';
import { quarantineStore } from './quarantine-store.ts';
import { queueStore } from './queue-store.ts';
import { ratingStore } from './rating-store.ts';
import { replyStore } from './reply-store.ts';
import { resolutionStore } from './resolution-store.ts';
import { switchStore } from './switch-store.ts';
import { ticketStore, wordStore } from './ticket-store.ts';
import { toldOfferStore } from './told-offer-store.ts';
import { viewStore } from './view-store.ts';

/** Every store, on one connection. */
export interface PostgresStores {
  agents: AgentStore;
  amendments: AmendmentStore;
  alarms: AlarmStore;
  announcements: AnnouncementStore;
  assets: AssetStore;
  assignments: AssignmentStore;
  automaticAnswers: AutomaticAnswerStore;
  blocked: BlockedStore;
  bounces: BounceStore;
  callbacks: CallbackStore;
  calls: CallStore;
  chat: ChatStore;
  canned: CannedStore;
  comments: CommentStore;
  consents: ConsentStore;
  customers: CustomerStore;
  downtimes: DowntimeStore;
  events: EventLog;
  files: FileStore & FetchStore & DeletionStore & SweepStore;
  follows: FollowStore;
  hooks: HookStore;
  intake: IntakeStore;
  legs: LegStore;
  lessons: LessonStore;
  letters: LetterStore;
  mails: MailStore;
  mailThreads: MailThreadStore;
  mentions: MentionStore;
  notes: NoteStore;
  offers: OfferStore;
  people: PeopleStore;
  portal: PortalStore;
  previews: PreviewStore;
  quarantine: QuarantineStore;
  queue: QueueStore;
  ratings: RatingStore;
  replies: ReplyStore;
  resolutions: ResolutionStore;
  rooms: RoomStore;
  switches: SwitchStore;
  tickets: TicketStore;
  toldOffers: ToldOfferStore;
  views: ViewStore;
  wishes: WishStore;
  words: WordStore;
  signals: Signals;
  wrapUp: WrapUpRules;
}

/** What every transaction brings along beside its tables. */
export type TransactionParts = Pick<PostgresStores, 'events' | 'signals' | 'wrapUp'> & {
  /** Agents who asked for it are told of offers outside of the console. */
  tellsOffers: boolean;
};

/** A store is made when it is asked for: most transactions need a few of them. */
export function storesOn(connection: Connection, { events, signals, wrapUp, tellsOffers }: TransactionParts): PostgresStores {
  return {
    get agents() { return agentStore(connection); },
    get amendments() { return amendmentStore(connection); },
    get alarms() { return alarmStore(connection); },
    get announcements() { return announcementStore(connection); },
    get assets() { return assetStore(connection); },
    get assignments() { return assignmentStore(connection); },
    get automaticAnswers() { return automaticAnswerStore(connection); },
    get bounces() { return bounceStore(connection); },
    get callbacks() { return callbackStore(connection); },
    get blocked() { return blockedStore(connection); },
    get canned() { return cannedStore(connection); },
    get calls() { return callStore(connection); },
    get chat() { return chatStore(connection); },
    get comments() { return commentStore(connection); },
    get consents() { return consentStore(connection); },
    get customers() { return customerStore(connection); },
    get downtimes() { return downtimeStore(connection); },
    events,
    get files() { return fileStore(connection); },
    get hooks() { return hookStore(connection); },
    get intake() { return intakeStore(connection); },
    get legs() { return legStore(connection); },
    get lessons() { return lessonStore(connection); },
    get letters() { return letterStore(connection); },
    get mails() { return mailStore(connection); },
    get mailThreads() { return mailThreadStore(connection); },
    get mentions() { return mentionStore(connection); },
    get notes() { return noteStore(connection); },
    get offers() { return offerStore(connection, tellsOffers); },
    get people() { return peopleStore(connection); },
    get portal() { return portalStore(connection); },
    get previews() { return previewStore(connection); },
    get quarantine() { return quarantineStore(connection); },
    get queue() { return queueStore(connection); },
    get ratings() { return ratingStore(connection); },
    get replies() { return replyStore(connection); },
    get resolutions() { return resolutionStore(connection); },
    get rooms() { return roomStore(connection); },
    get switches() { return switchStore(connection); },
    get tickets() { return ticketStore(connection); },
    get toldOffers() { return toldOfferStore(connection); },
    get follows() { return followStore(connection); },
    get views() { return viewStore(connection); },
    get wishes() { return wishStore(connection); },
    get words() { return wordStore(connection); },
    signals,
    wrapUp,
  };
}
