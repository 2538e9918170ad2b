import type { Address, Attachment, Contact, InboundMail, MailFile, MailPerson } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { domainOf, type OwnAddresses } from './mailboxes.ts';
import { messageIdOf, shortId } from './message-id.ts';
import { readText } from './read-text.ts';

/** The Contact that a mail is: its text is what its sender wrote now, without what it quotes. */
export function toContact(mail: InboundMail, own: OwnAddresses): Contact {
  const senders = sendersOf(mail, own);
  const first = senders[0];
  const from = addressesOf(senders);
  const name = boundedText(first?.name ?? '', 200).trim();
  const subject = boundedText(mail.subject, 500).trim();
  const to = ownAddressOf(mail, own);
  const mailbox = own.mailboxOf(to);
  return {
    channel: 'email',
    providerId: shortId(messageIdOf(mail), 200),
    from,
    fromText: first ? boundedText(name ? `${name} <${first.address}>` : first.address, 320) : '',
    ...(name && { name }),
    to,
    ...(subject && { subject }),
    text: boundedText(readText(mail).visible.trim(), 1_000_000),
    ...(mailbox?.locale && { locale: mailbox.locale }),
    attachments: mail.attachments.slice(0, 100).map(attachmentOf),
    chosen: {
      ...(mailbox?.service && { service: mailbox.service }),
      ...(mailbox?.entry && { entry: mailbox.entry }),
      ...(mailbox?.team && { team: mailbox.team }),
    },
    receivedAt: mail.receivedAt,
  };
}

/**
 * Who wrote it: where From is one of our own addresses, or a machine's beside them such as that of a form on our pages,
 * whom Reply-To names.
 */
export function sendersOf(mail: Pick<InboundMail, 'from' | 'replyTo'>, own: OwnAddresses): MailPerson[] {
  const strangers = (people: MailPerson[]) => people.filter(({ address }) => own.read(address) === null);
  const wanted = strangers(mail.replyTo);
  if (mail.from.some(({ address }) => own.read(address) !== null)) return wanted;
  return wanted.length > 0 && mail.from.some(({ address }) => isOwnMachine(address, own)) ? wanted : mail.from;
}

const machineNames = /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|no[-_.]?responder|no[-_.]?contestar|web[-_.]?forms?|forms?|formularios?|wordpress|www-data|apache|nobody)(?:[-_.+].{0,60})?$/u;

/** Nobody reads it, and it is in a domain of ours. */
function isOwnMachine(written: string, own: OwnAddresses): boolean {
  const address = written.trim().toLowerCase();
  const domain = domainOf(address);
  return own.domains.has(domain) && machineNames.test(address.slice(0, -domain.length - 1));
}

/** Our address that the mail was delivered to, without its tag: what the transport tells goes before what the mail says. */
function ownAddressOf(mail: InboundMail, own: OwnAddresses): string {
  const written = [...mail.deliveredTo, ...mail.to.map(({ address }) => address), ...mail.cc.map(({ address }) => address)];
  for (const address of written) {
    const ours = own.read(address);
    if (ours !== null) return boundedText(ours, 320);
  }
  return boundedText(own.fallback || (mail.deliveredTo[0] ?? ''), 320);
}

function addressesOf(people: MailPerson[]): Address[] {
  const values = people.map(({ address }) => addressValue(address)).filter((value) => value !== null);
  return [...new Set(values)].slice(0, 5).map((value) => ({ kind: 'email', value }));
}

/** Lower-cased; null when it is none that anything could be sent to. */
function addressValue(written: string): string | null {
  const value = boundedText(written, 400).trim().toLowerCase();
  return value.length <= 320 && /^[^\s@]+@[^\s@]+$/u.test(value) ? value : null;
}

function attachmentOf(file: MailFile): Attachment {
  return {
    url: boundedText(file.url, 2000),
    contentType: boundedText(file.contentType, 200),
    ...(file.name !== undefined && { name: boundedText(file.name, 300) }),
    ...(file.file && { file: file.file }),
    contentId: file.contentId === null ? null : boundedText(file.contentId, 300),
    inline: file.inline,
    ...(file.refused !== undefined && { refused: boundedText(file.refused, 40) }),
  };
}
