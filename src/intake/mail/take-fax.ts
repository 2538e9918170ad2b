import { createHash } from 'node:crypto';
import type { Attachment, Channel, Contact, InboundFax } from '../../core/index.ts';
import type { DeskDefinition } from '../../desk/definition/index.ts';
import type { Acceptance } from '../accept.ts';
import { isFrom, type ReadLetter, type TakenMail, type TakeMailAs } from './mail-rules.ts';

type FaxRule = DeskDefinition['fax']['mails'][number];

const pageTypes = new Set(['image/tiff', 'application/pdf']);
/** Of a subject, which a pattern looks through. */
const longestSubject = 300;

/**
 * Takes the mails of a fax-to-mail gateway for the faxes that they carry: the number in the subject says whose they are,
 * never the gateway's address. A mail without pages, or from who is not the gateway, is a letter like any other.
 */
export function createTakeFaxMail(parts: {
  desk: Pick<DeskDefinition, 'fax' | 'mailboxes'>;
  channel: Channel<InboundFax>;
  accept: (contact: Contact, capabilities: Channel<InboundFax>['capabilities']) => Promise<Acceptance>;
  isClosed: () => boolean;
}): TakeMailAs {
  const { desk, channel, accept, isClosed } = parts;
  return async (given) => {
    const rule = desk.fax.mails.find((one) => isFrom(given, one.from) && isTo(given, one, desk));
    const files = pagesIn(given);
    if (!rule || files.length === 0) return null;
    if (isClosed()) return { kind: 'channel-closed' };
    const accepted = await accept(channel.toContact(faxOf(given, rule, files, desk)), channel.capabilities);
    return takenOf(accepted);
  };
}

function isTo({ contact, arrival }: ReadLetter, { to }: FaxRule, { mailboxes }: Pick<DeskDefinition, 'mailboxes'>): boolean {
  if (to === null || arrival.mailbox === to) return true;
  const box = mailboxes.find(({ key }) => key === to);
  return box !== undefined && [box.address, ...box.aliases].includes(contact.to.toLowerCase());
}

/** Its pages, which the desk has. */
function pagesIn({ contact }: ReadLetter): Attachment[] {
  return contact.attachments
    .filter(({ file, contentType }) => file !== undefined && pageTypes.has(contentType))
    .map((file) => ({ ...file, inline: false, contentId: null }));
}

function faxOf({ mail, contact, letter }: ReadLetter, rule: FaxRule, files: Attachment[], { fax }: Pick<DeskDefinition, 'fax'>): InboundFax {
  const found = rule.number.exec(mail.subject.slice(0, longestSubject))?.groups ?? {};
  const pages = Number(found['pages'] ?? Number.NaN);
  const claim = [contact.providerId, letter.fingerprints.words, ...files.map(({ file }) => file?.sha256 ?? '')];
  return {
    providerId: `mail:${createHash('sha256').update(JSON.stringify(claim)).digest('hex')}`,
    from: found['number']?.trim() ?? '',
    to: contact.to,
    pages: Number.isInteger(pages) ? pages : null,
    chosen: chosenOf(contact.chosen, fax),
    files,
    receivedAt: contact.receivedAt,
  };
}

/** What the mailbox says, else what desk.yaml says of all faxes. */
function chosenOf(chosen: Contact['chosen'], fax: DeskDefinition['fax']): Contact['chosen'] {
  return Object.keys(chosen).length > 0 ? chosen : faxIsAbout(fax);
}

/** What desk.yaml says that faxes are about. */
export function faxIsAbout({ service, entry, team }: DeskDefinition['fax']): Contact['chosen'] {
  return { ...(service !== null && { service }), ...(entry !== null && { entry }), ...(team !== null && { team }) };
}

function takenOf(accepted: Acceptance): TakenMail {
  if (accepted.kind === 'duplicate') return { kind: 'duplicate' };
  if ('number' in accepted) return { kind: 'opened', contactId: accepted.contactId, ticketNumber: accepted.number };
  return { kind: 'noted', contactId: null };
}
