import { renderNotice } from '../../channels/email/notice.ts';
import { createPortalReader, sweepPortal } from '../../adapters/postgres/portal-store.ts';
import { createRatingReader } from '../../adapters/postgres/rating-store.ts';
import { createStatusReader } from '../../adapters/postgres/status-reader.ts';
import { createConfirmSolved, createOwnRequests, createPortalSignIn, createPortalTokens, createSendPortalLink } from '../desk/portal/index.ts';
import { createRateByLink } from '../desk/ratings/index.ts';
import type { DeskGround, DeskParts } from './desk-parts.ts';

/** What customers see of their own requests, and how they show that a mailbox is theirs. */
export function composePortal(ground: DeskGround, parts: Pick<DeskParts, 'mailSender' | 'mailFrom' | 'secret' | 'publicUrl'>) {
  const { transact, database, desk, clock, isOwnMail } = ground;
  const tokens = createPortalTokens(parts.secret);
  const reader = createPortalReader(database.db);
  const address = parts.mailFrom?.address ?? desk.mailboxes[0]?.address ?? null;
  const mail = parts.mailSender && address !== null
    ? { sender: parts.mailSender, from: { name: parts.mailFrom?.name ?? desk.name, address }, shape: renderNotice }
    : null;
  return {
    portal: {
      ...createPortalSignIn({ transact, reader, tokens, clock }),
      requests: createOwnRequests({ reader, status: createStatusReader(database.db) }),
      /** Whether links can be mailed. */
      hasMail: mail !== null,
    },
    confirmSolved: createConfirmSolved({ transact, textCost: ground.textCost, clock }),
    rateByLink: createRateByLink({ transact, clock }),
    ratingReader: createRatingReader(database.db),
    sendPortalLink: createSendPortalLink({ transact, tokens, mail, isOwnMail, deskName: desk.name, publicUrl: parts.publicUrl, clock }),
    sweepPortal: (at: Date) => sweepPortal(database.db, at),
  };
}
