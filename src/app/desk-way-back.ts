import { createWayBackReader } from '../../adapters/postgres/way-back-reader.ts';
import { withoutTag } from '../core/index.ts';
import { createFindWayBack, type FindWayBack } from '../desk/replies/index.ts';
import type { StatusLinks } from '../desk/tickets/index.ts';
import type { DeskGround } from './desk-parts.ts';

/** Where answers would go, with our own addresses as people know them. */
export function composeWayBack({ database, channelOf, outletOf, ownNumber, desk, isOwnMail, clock }: DeskGround, statusLinks: StatusLinks): FindWayBack {
  return createFindWayBack({
    reader: createWayBackReader(database.db), channelOf, outletOf, clock,
    shownFrom: ({ capabilities }, ours) => {
      if (capabilities.threading !== 'headers') return ours || (ownNumber ?? '');
      return isOwnMail(ours) ? withoutTag(ours) : (desk.mailboxes[0]?.address ?? ours);
    },
    statusUrlOf: (ticket) => statusLinks.urlOf(ticket),
  });
}
