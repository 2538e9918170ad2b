import type { AgentRole, Availability } from '../agents/index.ts';
import type { Priority, Tier } from '../definition/index.ts';

/** Tickets of one team, tier and priority that wait for an agent. */
export interface WaitingCell {
  team: string;
  tier: Tier | null;
  priority: Priority | null;
  count: number;
  /** Whose next promise is broken already. */
  late: number;
  /** Since when the one waits that waits longest. */
  oldestAt: Date;
}

/** Somebody of the desk who is active, and what they do. */
export interface PersonAtWork {
  id: string;
  name: string;
  role: AgentRole;
  teams: string[];
  availability: Availability;
  awayReason: string | null;
  /** Since when they are available, away or offline, for this reason. */
  since: Date;
  wrapUpUntil: Date | null;
  capacity: number;
  load: number;
  /** Has a screen open. */
  isConnected: boolean;
  assignments: number;
  offers: number;
  /** Who they talk to or are being connected with. */
  call: { ticket: number; customer: string | null; since: Date; isAnswered: boolean } | null;
}

/** An offer that nobody has answered yet. */
export interface OfferInFlight {
  id: string;
  agent: { id: string; name: string };
  ticket: number;
  subject: string;
  priority: Priority | null;
  team: string | null;
  channel: string;
  live: boolean;
  offeredAt: Date;
  expiresAt: Date;
}

/** Somebody on the line, or to be called back now, whom no agent has yet. */
export interface WaitingCaller {
  ticket: number;
  subject: string;
  priority: Priority | null;
  team: string | null;
  customer: string | null;
  since: Date;
  /** False: it is a callback, nobody holds the line. */
  isOnLine: boolean;
  offeredTo: string | null;
}

/** Counts since the desk's last midnight. */
export interface DayNumbers {
  opened: number;
  resolved: number;
  /** Of those resolved: with a promise, and by its time. */
  resolvedPromised: number;
  resolvedInTime: number;
  /** Of those opened: answered or already too late to be, and answered in time. */
  answerDue: number;
  answeredInTime: number;
  calls: number;
  callsAnswered: number;
  /** Hung up before anybody spoke with them, in the menu or in the queue. */
  callsAbandoned: number;
}

/** The desk as it stands at one moment. */
export interface Wall {
  waiting: WaitingCell[];
  people: PersonAtWork[];
  offers: OfferInFlight[];
  callers: WaitingCaller[];
  today: DayNumbers;
}

/** Reads the wall, outside of any transaction: cheap enough to be asked every two seconds by every lead. */
export interface WallReader {
  /** `connectedSince`: whoever was seen since has a screen open. */
  read(moment: { at: Date; midnight: Date; connectedSince: Date }): Promise<Wall>;
}
