import type { ChannelCapabilities, Contact, ReportedAlarm } from '../../core/index.ts';
import type { AlarmStore, JudgedAlarm, KnownAlarm } from '../../desk/alarms/index.ts';
import type { DowntimeStore } from '../../desk/assets/index.ts';
import type { DeskDefinition } from '../../desk/definition/index.ts';
import type { Ticket } from '../../desk/tickets/index.ts';
import type { WorkStores } from '../../desk/work/index.ts';
import type { IntakeStores } from '../intake-store.ts';

export type AlarmStores = IntakeStores & WorkStores & { alarms: AlarmStore; downtimes: DowntimeStore };

/** What became of one alarm. `ignored`: it was known, came too late, or is over without ever having been told of. */
export type AlarmOutcome = { kind: 'opened' | 'repeated' | 'ended'; ticketNumber: number } | { kind: 'ignored' };

/** One alarm in hand, under its lock. */
export interface AlarmInHand {
  contact: Contact;
  alarm: ReportedAlarm;
  judged: JudgedAlarm;
  known: KnownAlarm;
}

/** What taking in an alarm needs of the desk. */
export interface AlarmDesk<Stores> {
  desk: DeskDefinition;
  capabilities: ChannelCapabilities;
  cost: number;
  textCost: number;
  /** Gives a locked new ticket its place. */
  routeNew: (stores: Stores, ticket: Ticket) => Promise<Ticket>;
  /** Classifies locked new tickets that hang on another and wait in no queue; gives them in their order. */
  holdBackNew: (stores: Stores, some: readonly { ticket: Ticket; text: string }[]) => Promise<Ticket[]>;
}
