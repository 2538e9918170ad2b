import { createHash } from 'node:crypto';
import type { InboundMail, Letter, MailPerson } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { automaticSign, isReceipt } from './automatic-sign.ts';
import type { OwnAddresses } from './mailboxes.ts';
import { messageIdOf, shortId } from './message-id.ts';
import { readText, type ReadText } from './read-text.ts';
import { sendersOf } from './to-contact.ts';
import { ticketNumbersIn, topicOf } from './topic.ts';

/** Where a mail may belong, and what it is. */
export function toLetter(mail: InboundMail, own: OwnAddresses): Letter {
  const text = readText(mail);
  const named = [...mail.to, ...mail.cc];
  const others = named.filter(({ address }) => own.read(address) === null);
  const [sender] = sendersOf(mail, own);
  const [answerTo] = mail.replyTo.filter(({ address }) => own.read(address) === null);
  return {
    messageId: messageIdOf(mail),
    fingerprints: { date: dateOf(mail.sentAt), words: wordsHash(text) },
    inReplyTo: answeredBy(mail).map((id) => shortId(id)),
    references: mail.references.map((id) => shortId(id)),
    recipients: [...new Set([...mail.deliveredTo, ...named.map(({ address }) => address)])],
    others: withoutRepeats(others),
    answerTo: answerTo ?? sender ?? null,
    topic: topicOf(mail.subject),
    numbers: ticketNumbersIn(mail.subject),
    automatic: automaticSign(mail, own),
    bounce: mail.bounce,
    returnedIds: mail.returnedIds.map((id) => shortId(id)),
    forwarded: text.forwarded,
    fullText: text.whole ? null : boundedText(mail.text, 1_000_000),
    html: mail.html,
    to: mail.to,
    cc: mail.cc,
    authentication: mail.authentication,
    ...(sender && !mail.from.some(({ address }) => address === sender.address) && { isSenderUnchecked: true }),
    sentAt: mail.sentAt,
  };
}

/** A receipt may name what it is about nowhere but in its report (RFC 8098, 3.2.5). */
function answeredBy(mail: InboundMail): string[] {
  return isReceipt(mail) ? [...mail.inReplyTo, ...mail.returnedIds] : mail.inReplyTo;
}

function dateOf(sentAt: Date | null): string | null {
  return sentAt === null || Number.isNaN(sentAt.getTime()) ? null : sentAt.toISOString();
}

function wordsHash({ visible }: ReadText): string {
  return createHash('sha256').update(visible.split(/\s+/u).filter(Boolean).join(' ')).digest('hex');
}

function withoutRepeats(people: MailPerson[]): MailPerson[] {
  return [...new Map(people.toReversed().map((person) => [person.address, person])).values()].reverse();
}
