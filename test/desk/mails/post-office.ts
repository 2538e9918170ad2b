import { createHash, randomUUID } from 'node:crypto';
import { createReadMail } from '../../../adapters/mime/index.ts';
import type { InboundMail, MailPerson, OutboundMail, Sender } from '../../../src/core/index.ts';
import type { MailAcceptance } from '../../../src/intake/mail/accept-mail.ts';
import type { TestDesk } from '../../support/desk.ts';

/** A mail server that takes whatever a desk sends and keeps it until it is fetched. */
export interface PostOffice {
  sender: Sender;
  /** Done with each mail while it is being sent; left out: nothing. */
  meanwhile?: ((mail: OutboundMail) => Promise<unknown>) | undefined;
  /** What was sent since the last time, in order. */
  fetch(): OutboundMail[];
}

export function openPostOffice(): PostOffice {
  const held: OutboundMail[] = [];
  const office: PostOffice = {
    sender: {
      send: async ({ mail }) => {
        if (!mail) throw new Error('Not a mail.');
        held.push(mail);
        await office.meanwhile?.(mail);
        return { kind: 'sent', providerId: mail.messageId };
      },
      find: async () => null,
    },
    fetch: () => held.splice(0),
  };
  return office;
}

const person = (address: string): MailPerson => ({ name: null, address });
let written = 0;

/** A mail as it was read, from somebody to the desk; ordinary unless `about` says otherwise. */
export function mailOf(desk: TestDesk, from: string, to: string, about: Partial<InboundMail> = {}): InboundMail {
  written += 1;
  const text = about.text ?? `no puedo navegar en internet ${written}`;
  return {
    messageId: `<${randomUUID()}@elsewhere.example>`, contentHash: createHash('sha256').update(`${from} ${written}`).digest('hex'),
    from: [person(from)], replyTo: [], to: [person(to)], cc: [], returnPath: from, deliveredTo: [to], subject: `Asunto ${written}`,
    sentAt: desk.clock.now(), receivedAt: desk.clock.now(), text, html: null, inReplyTo: [], references: [], headers: {}, attachments: [],
    bounce: [], returnedIds: [], authentication: { spf: 'none', dkim: 'none', dmarc: 'none', domain: from.slice(from.lastIndexOf('@') + 1), by: null },
    ...about,
  };
}

/** What arrives of a mail that was sent, with all of its headers. */
export function asReceived(desk: TestDesk, mail: OutboundMail): InboundMail {
  const to = mail.to[0]?.address ?? '';
  return mailOf(desk, mail.from.address, to, {
    messageId: mail.messageId, from: [mail.from], replyTo: [person(mail.replyTo)], cc: mail.cc, returnPath: mail.returnPath, subject: mail.subject,
    text: mail.text, html: mail.html, inReplyTo: mail.inReplyTo === null ? [] : [mail.inReplyTo], references: mail.references,
    headers: Object.fromEntries(Object.entries(mail.headers).map(([name, value]) => [name.toLowerCase(), value])),
  });
}

/** The bytes of a mail as our own reader understands them, sent from nowhere as reports are. */
export function readReport(desk: TestDesk, bytes: Buffer, to: string): Promise<InboundMail> {
  const raw = {
    size: bytes.length,
    open: async function* () {
      yield bytes;
    },
    discard: async () => {},
  };
  return createReadMail()(raw, {
    arrival: { source: 'smtp', mailbox: null, returnPath: '', deliveredTo: [to.toLowerCase()], peer: null, receivedAt: desk.clock.now() },
    authentication: { spf: 'none', dkim: 'none', dmarc: 'none', domain: null, by: null },
    keepFile: async () => ({ kind: 'refused', reason: 'too-large' }),
  });
}

/** Takes in a mail the way the desk does once it is read. */
export function takeMail(desk: TestDesk, mail: InboundMail): Promise<MailAcceptance> {
  const { email } = desk.channels;
  return desk.acceptMail(email.toContact(mail), email.toLetter(mail), { capabilities: email.capabilities, mailbox: null, even: false });
}
