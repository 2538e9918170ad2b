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
}

export function composeSlack({ transact, clock, channels }: DeskGround, parts: Pick<DeskParts, 'intakeTurn'>, accept: Accept): ThreadIntake {
  const { slack } = channels;
  const inTurn = parts.intakeTurn ?? ((takeIn) => takeIn());
  const amend = createAmendContact({ transact, clock, onCustomerWrote });
  return {
    acceptThreadMessage: (inbound) => inTurn(() => accept(slack.toContact(inbound), slack.capabilities)),
    acceptAmendment: (inbound) => inTurn(() => amend(slack.toAmendment(inbound))),
  };
}
