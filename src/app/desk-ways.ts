import { createWayBackReader } from '../../adapters/postgres/way-back-reader.ts';
import { withoutTag } from '../core/index.ts';
import { dialableNumber, dialRules } from '../desk/callbacks/index.ts';
import { createChooseWay, createFindWayBack, type WayRules } from '../desk/replies/index.ts';
import type { StatusLinks } from '../desk/tickets/index.ts';
import type { DeskGround, DeskParts } from './desk-parts.ts';

/** The ways that answers may go, with our own addresses as people know them. */
export function composeWays(ground: DeskGround, { mailFrom }: Pick<DeskParts, 'mailFrom'>, statusLinks: StatusLinks) {
  const { database, channels, channelOf, outletOf, ownNumber, ownNumbers, desk, isOwnMail, clock } = ground;
  const ownMail = mailFrom?.address ?? desk.mailboxes[0]?.address ?? null;
  const rules: WayRules = {
    channelOf, outletOf, channels: Object.values(channels),
    // A thread of ours begins with what we write first.
    firstFrom: ({ capabilities }) => (capabilities.threading === 'thread' ? '' : capabilities.reaches === 'email' ? ownMail : ownNumber),
    // What may not be called is not texted either: who charges for calls charges for texts.
    mayReach: ({ kind, value }) => (kind === 'phone' ? dialableNumber(value, dialRules(desk, ownNumbers)) === value : !isOwnMail(value)),
    shownFrom: ({ capabilities }, ours) => {
      if (capabilities.threading === 'thread') return ours;
      if (capabilities.threading !== 'headers') return ours || (ownNumber ?? '');
      return isOwnMail(ours) ? withoutTag(ours) : (desk.mailboxes[0]?.address ?? ours);
    },
  };
  return {
    chooseWay: createChooseWay(rules),
    findWayBack: createFindWayBack({ reader: createWayBackReader(database.db), rules, statusUrlOf: (ticket) => statusLinks.urlOf(ticket), clock }),
  };
}
