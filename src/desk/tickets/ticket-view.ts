import type { Address, Level, Locale, MailAuthentication, MailPerson } from '../../core/index.ts';
import type { Priority, Tier } from '../definition/index.ts';
import type { Actor, EventName } from '../events/index.ts';
import type { AttachmentView, RecordingView } from '../files/index.ts';
import type { CallView } from './call-view.ts';
import type { TicketLinkKind } from './store.ts';
import type { TicketKind, TicketStatus } from './ticket.ts';

/** Something of desk.yaml with its name in the language asked for; the key itself when the desk no longer has it. */
export interface Named {
  key: string;
  name: string;
}

export interface CustomerView {
  id: string;
  name: string | null;
  /** The key of their plan in desk.yaml; null: none. */
  plan: string | null;
  addresses: AddressView[];
}

export interface AddressView extends Address {
  verified: boolean;
  /** The code by which a server said that nothing arrives there, such as `5.1.1`; left out while none did. */
  undeliverable?: string | undefined;
}

/** A call that the customer was promised, or that is being made. */
export interface CallbackView {
  state: 'waiting' | 'dialling';
  askedBy: 'customer' | 'agent';
  /** E.164. */
  number: string;
  /** Not before this moment; null: when their turn comes. */
  askedFor: string | null;
  /** How often the customer's telephone was rung. */
  tries: number;
}

/** A ticket as people see it in lists and on their screens. Times are ISO 8601 in UTC. */
export interface TicketSummary {
  id: string;
  /** Public, such as `V-1042`. */
  number: string;
  kind: TicketKind;
  status: TicketStatus;
  subject: string;
  service: Named | null;
  entry: Named | null;
  impact: Level | null;
  urgency: Level | null;
  priority: Priority | null;
  tier: Tier | null;
  team: Named | null;
  agent: { id: string; name: string } | null;
  channel: string;
  customer: CustomerView | null;
  locale: Locale;
  live: boolean;
  /** Who is on the line now; null when nobody is. */
  call: CallView | null;
  callback: CallbackView | null;
  abandoned: boolean;
  /** A reply did not arrive, or may not have, and none after it did. */
  undelivered: boolean;
  /** Nothing matched well enough: somebody must say what it is. */
  triage: boolean;
  waitingFor: 'customer' | 'vendor' | null;
  waitingUntil: string | null;
  version: number;
  /** In the order in which they were added. */
  tags: string[];
  /** Ids of the people who are told of every change. */
  followers: string[];
  /** Whether whoever reads this follows it; see `seenBy`. */
  following: boolean;
  openedAt: string;
  /** When it last changed, by the database's clock. */
  updatedAt: string;
  /** When somebody last made contact; null: nobody has. */
  lastContactAt: string | null;
  /** No agent has answered since that contact. */
  customerWroteLast: boolean;
  /** The next unmet target; null when there is none. */
  dueAt: string | null;
}

/** An answer or a solution that was promised. `metAt`: when it was given; null while it was not. */
export interface TargetView {
  kind: 'response' | 'resolution';
  dueAt: string;
  metAt: string | null;
}

/** What a machine reports of one thing. Times are ISO 8601 in UTC. */
export interface AlarmView {
  source: string;
  /** What people call the source. */
  sourceName: string;
  fingerprint: string;
  severity: string | null;
  startedAt: string;
  /** Null while it lasts. */
  endedAt: string | null;
  /** How often it was told again. */
  repeats: number;
  lastSeenAt: string;
  /** Where people look into it. */
  url: string | null;
}

/** A ticket that hangs on another. */
export interface HangingView {
  number: string;
  subject: string;
  status: TicketStatus;
}

export interface TicketView extends TicketSummary {
  /** The alarm that it is about, the one that lasts before those that are over; null: no machine raised it. */
  alarm: AlarmView | null;
  /** The number of the ticket that it hangs on, which is worked on in its place. */
  parent: string | null;
  /** What hangs on it: at most a hundred, those that need work first. */
  children: HangingView[];
  solution: string | null;
  /** How its customer found what was done, from 1, the best, to 5; null: they have not said. */
  rating: { score: 1 | 2 | 3 | 4 | 5; comment: string | null; at: string } | null;
  /** The customer asked for no messages where a reply would go out. */
  optedOut: boolean;
  /** What was promised, the answer first, whether it was kept or not. */
  targets: TargetView[];
  /** Other tickets it belongs with; one of the two is this ticket. */
  links: { kind: TicketLinkKind; from: string; to: string }[];
  /** What it is about of the things the desk looks after, by the moment each was named. */
  assets: { id: string; name: string; kind: string }[];
  /** In publication order. */
  timeline: TimelineItem[];
}

/** Who did it; the name is known for people of the desk. */
export type ActorView = Actor & { name: string | null };

interface TimelinePlace {
  /** The event's place in the published order of the whole desk; null only while nobody could publish it. */
  seq: number | null;
  at: string;
}

export type TimelineItem = TimelinePlace &
  (
    | {
        kind: 'contact'; id: string; channel: string; from: string; subject: string | null; text: string;
        attachments: AttachmentView[]; outcome: string;
        /** Of a contact that came as mail. */
        mail: MailView | null;
        /** What became of it after it came; left out: nothing. */
        amended?: AmendmentView;
      }
    | {
        kind: 'reply'; id: string; agent: { id: string; name: string } | null; text: string;
        /** How its writer laid it out, safe to show; null: as the text. */
        html: string | null;
        /** By which channel it went and to whom; null where that is not known. */
        way: { channel: string; to: string | null } | null;
        /** Who got a copy. */
        cc: MailPerson[]; attachments: AttachmentView[]; delivery: DeliveryView;
      }
    | { kind: 'note'; id: string; agent: { id: string; name: string } | null; text: string; mentions: { id: string; name: string }[] }
    | {
        kind: 'letter'; id: string; agent: { id: string; name: string } | null; text: string;
        /** The postal address; null when nobody noted it. */
        to: string | null;
      }
    | {
        kind: 'event'; name: EventName; actor: ActorView;
        /** Whom of the desk it is about. */
        agent: { id: string; name: string } | null;
        reason: string | null;
        before: Record<string, unknown> | null; after: Record<string, unknown> | null;
        /** Of an event that tells of one. */
        recording?: RecordingView;
      }
  );

/** How a contact was changed last. `text`: what it says now, of one that was edited; its first words stay where they are. */
export interface AmendmentView {
  how: 'edited' | 'deleted';
  at: string;
  text?: string | undefined;
}

/** What agents see of a mail beside its visible text. */
export interface MailView {
  /** As people write them: `Ana <ana@example.org>`. */
  to: string[];
  cc: string[];
  /** Why it is in this ticket. */
  landed: { code: string; words: string };
  authentication: MailAuthentication;
  /** What kind of machine sent it; null: a person did. */
  automatic: string | null;
  /** All of its text where the contact's is only the visible part; null when nothing was cut. */
  fullText: string | null;
  /** A signed path to its HTML that lives for an hour at most, for a sandboxed frame; '' when it has none to show. */
  htmlUrl: string;
  /** Its HTML asks for pictures from elsewhere, which are loaded with `?images=remote` only. */
  remoteImages: boolean;
}

export interface DeliveryView {
  /** Of all its texts: what went wrong with any, else how far the last one is; `delivered` when all are. */
  status: string;
  code: string | null;
  /** Why it failed or waits, in words; null while nothing went wrong. */
  error: string | null;
  /** `UCS-2` when any of its texts travels so; null where the network does not count. */
  encoding: string | null;
  /** What its texts are counted as together. */
  segments: number | null;
  /** The texts it goes out as, each as its latest attempt stands; null while it is one. */
  parts: PartView[] | null;
  /** How often it was sent, counting tries by hand. */
  attempts: number;
}

export interface PartView {
  part: number;
  text: string;
  status: string;
  code: string | null;
  error: string | null;
  segments: number | null;
}

/** Which tickets are asked for: those that match everything given. A list means any of its values, but for tags. */
export interface TicketFilter {
  /** Left out: everything but closed and cancelled. */
  status?: readonly TicketStatus[] | undefined;
  tier?: readonly Tier[] | undefined;
  team?: readonly string[] | undefined;
  priority?: readonly Priority[] | undefined;
  channel?: readonly string[] | undefined;
  kind?: readonly TicketKind[] | undefined;
  service?: readonly string[] | undefined;
  entry?: readonly string[] | undefined;
  /** All of them. */
  tag?: readonly string[] | undefined;
  /** Its agent's id; null: nobody's. */
  agent?: string | null | undefined;
  customer?: string | undefined;
  /** It names this asset. */
  asset?: string | undefined;
  followedBy?: string | undefined;
  waitingFor?: 'customer' | 'vendor' | undefined;
  /** Its next target has passed at this moment. */
  overdueAt?: Date | undefined;
  /** A number, words of subject, contacts, answers and notes, or a customer's name or address; accents and case do not matter. */
  q?: string | undefined;
}

/** `queue`: by place in the queue; `newest` and `oldest`: by number; `due`: by next target, those without one last; `updated`: what changed last first. */
export const ticketSorts = ['queue', 'newest', 'oldest', 'due', 'updated'] as const;
export type TicketSort = (typeof ticketSorts)[number];

export interface TicketQuery extends TicketFilter {
  /** Left out: `queue`. */
  sort?: TicketSort | undefined;
  cursor?: string | undefined;
  limit: number;
  locale?: Locale | undefined;
}

/** Reads tickets for people, outside of any transaction. Names are in the desk's language unless a locale is asked for. */
export interface TicketReader {
  /** A page at a time; an exact number is found in any status. Throws `invalid_input` (400) for a cursor that is none of ours, or of another order. */
  list(query: TicketQuery): Promise<{ tickets: TicketSummary[]; nextCursor: string | null }>;
  /** How many tickets match, counted up to `most`. */
  count(filter: TicketFilter, most: number): Promise<number>;
  /** By public number; that of a merged ticket leads to the one it went into. Null when there is none. */
  read(number: number, locale?: Locale): Promise<TicketView | null>;
  readSummary(ticketId: string, locale?: Locale): Promise<TicketSummary | null>;
}
