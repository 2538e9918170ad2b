import { costOf } from '../desk/definition/index.ts';
import { createReplyAddresses, noteDeliverable, onBounce } from '../desk/mails/index.ts';
import { onCustomerWrote } from '../desk/work/index.ts';
import { createAcceptMail } from '../intake/mail/accept-mail.ts';
import type { DeskGround } from './desk-parts.ts';

/** Mail: how it comes in. */
export function composeMail({ transact, desk, clock }: DeskGround, parts: { secret: string; mailFrom?: { address: string } | null }) {
  const replyAddresses = createReplyAddresses(parts.secret);
  const ours = new Set([
    ...(parts.mailFrom ? [parts.mailFrom.address.toLowerCase()] : []),
    ...desk.mailboxes.flatMap(({ address, aliases }) => [address, ...aliases]),
  ]);
  return {
    replyAddresses,
    acceptMail: createAcceptMail({
      transact, clock, onCustomerWrote, onBounce, noteDeliverable, replyAddresses,
      rules: { reopenDays: desk.conversations.reopenDays, locale: desk.locale },
      costOf: (channel) => costOf(desk, channel),
      isOwn: (address) => ours.has(address.toLowerCase()) || ours.has(replyAddresses.plain(address)),
    }),
  };
}
