import { createThreadReader } from '../../adapters/postgres/thread-reader.ts';
import type { InboundAmendment, InboundThreadMessage } from '../core/index.ts';
import { onCustomerWrote } from '../desk/work/index.ts';
import type { Accept, Acceptance } from '../intake/accept.ts';
import { createAmendContact, type Amended } from '../intake/amend-contact.ts';
import type { DeskGround, DeskParts } from './desk-parts.ts';

/** Slack, in: what people say, and what becomes of it. When these resolve it is stored. */
export interface ThreadIntake {
  /** The same message gives `duplicate` however often and by whichever way it comes. */
  acceptThreadMessage(inbound: InboundThreadMessage): Promise<Acceptance>;
  acceptAmendment(inbound: InboundAmendment): Promise<Amended>;
  /** Whether what is said in this thread of a room belongs to a conversation of the desk, over or not. */
  isOurThread(room: string, thread: string): Promise<boolean>;
}

export function composeSlack({ database, transact, clock, channels }: DeskGround, parts: Pick<DeskParts, 'intakeTurn'>, accept: Accept): ThreadIntake {
  const { slack } = channels;
  const inTurn = parts.intakeTurn ?? ((takeIn) => takeIn());
  const amend = createAmendContact({ transact, clock, onCustomerWrote });
  // A form belongs to nothing that was said before.
  const alone = { ...slack.capabilities, threading: 'none', networkTellsSender: true } as const;
  const isOurThread = createThreadReader(database.db, slack.name);
  return {
    acceptThreadMessage: (inbound) => inTurn(() => accept(slack.toContact(inbound), inbound.thread === '' ? alone : slack.capabilities)),
    isOurThread: (room, thread) => isOurThread(`${room}/${thread}`),
    acceptAmendment: (inbound) => inTurn(() => amend(slack.toAmendment(inbound))),
  };
}
