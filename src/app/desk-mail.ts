import { createMailSpool } from '../../adapters/files/index.ts';
import { createAuthenticateMail, createReadMail } from '../../adapters/mime/index.ts';
import { costOf } from '../desk/definition/index.ts';
import type { FileKeeper } from '../desk/files/index.ts';
import { noteDeliverable, onBounce } from '../desk/mails/index.ts';
import type { Quarantine } from '../desk/quarantine/index.ts';
import type { TakeMailAs } from '../intake/mail/mail-rules.ts';
import { createAcceptMail, type AcceptMail } from '../intake/mail/accept-mail.ts';
import { createMailIntake } from '../intake/mail/receive-mail.ts';
import type { MailParts } from './desk-mail-parts.ts';
import type { DeskGround } from './desk-parts.ts';
import type { HearCustomer } from './hear-customer.ts';

const megabyte = 1024 * 1024;

/** Mail as it comes in: from bytes to the ticket it belongs to. */
export function composeMail(ground: DeskGround, parts: MailParts, { fileKeeper, quarantine, takeAs, hearCustomer }: { fileKeeper: FileKeeper; quarantine: Quarantine; takeAs: readonly TakeMailAs[]; hearCustomer: HearCustomer }) {
  const { transact, desk, clock, channels, replyAddresses, isOwnMail } = ground;
  const acceptMail = createAcceptMail({
    transact, clock, onCustomerWrote: hearCustomer, onBounce, noteDeliverable, replyAddresses,
    rules: { reopenDays: desk.conversations.reopenDays, locale: desk.locale },
    costOf: (channel) => costOf(desk, channel),
    isOwn: isOwnMail,
  });
  const inTurn = parts.intakeTurn ?? ((takeIn) => takeIn());
  const accept: AcceptMail = (...mail) => inTurn(() => acceptMail(...mail));
  const limits = { mostBytes: desk.files.maxMegabytes * megabyte, unknown: 'keep' } as const;
  const { receive, receiveAgain } = createMailIntake({
    spool: createMailSpool(parts.filesFolder),
    authenticate: createAuthenticateMail({
      trustedRelays: desk.email.trustedRelays, trustedAuthentication: desk.email.trustedAuthentication, now: clock.now,
      ...(parts.dnsLookup ? { lookup: parts.dnsLookup } : {}),
    }),
    read: createReadMail(),
    keepFile: (content, about) => fileKeeper.keep(content, { ...about, limits }),
    channel: channels.email, accept, takeAs, quarantine,
    mostBytes: desk.email.maxMegabytes * megabyte,
    onFault: parts.onFault ?? (() => undefined),
  });
  return { acceptMail, receiveMail: receive, receiveMailAgain: receiveAgain };
}
