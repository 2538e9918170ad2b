import { createHash } from 'node:crypto';
import { storableText, type Contact, type Letter } from '../../core/index.ts';
import type { ReplyAddresses, ReplyTag } from '../../desk/mails/index.ts';
import type { MailQuery } from './mail-store.ts';

/** What a hostile mail has beyond these is not looked at. */
const most = { recipients: 200, ids: 50, numbers: 10 };
/** What an index of PostgreSQL takes, in bytes, with room to spare. */
const longestKey = 900;
/** An integer of PostgreSQL's. */
const highestNumber = 2_147_483_647;

/** By what a mail is found again, and what it may hang on. `contact.from[0]` is its sender. */
export function queryOf(contact: Contact, letter: Letter, addresses: ReplyAddresses): MailQuery {
  const tags = letter.recipients.slice(0, most.recipients).map((address) => addresses.read(address)).filter((tag) => tag !== null);
  const threadIds = newestFirst(letter);
  return {
    channel: contact.channel,
    messageId: keyOf(letter.messageId),
    claim: keyOf(contact.providerId),
    fingerprints: letter.fingerprints,
    dmarc: letter.authentication.dmarc,
    sender: contact.from[0]?.value ?? null,
    forwardedFrom: letter.forwarded?.from.address ?? null,
    taggedConversations: idsOf(tags, 'conversation'),
    taggedReplies: idsOf(tags, 'reply'),
    threadIds,
    reportedIds: isReport(letter) ? unique([...letter.returnedIds.map(keyOf), ...threadIds]).slice(0, most.ids) : [],
    numbers: unique(letter.numbers.filter((number) => Number.isInteger(number) && number > 0 && number <= highestNumber)).slice(0, most.numbers),
  };
}

/** A mail server tells of a mail of ours. */
export function isReport(letter: Pick<Letter, 'bounce' | 'automatic'>): boolean {
  return letter.bounce.length > 0 || letter.automatic?.kind === 'bounce';
}

/** The first claim that no other mail has: mails that share a Message-ID by mistake are told apart by their words, then by their senders. */
export function claimOf(query: Pick<MailQuery, 'claim' | 'fingerprints' | 'sender'>, taken: string[]): string {
  const byWords = `${query.claim}#${query.fingerprints.words}`;
  const bySender = `${byWords}#${query.sender ?? ''}`;
  return [query.claim, byWords].find((claim) => !taken.includes(claim)) ?? bySender;
}

/** What it answers comes first, then what that answered; of a very long thread the newest and the first. */
function newestFirst({ inReplyTo, references }: Letter): string[] {
  const ids = unique([...inReplyTo, ...references.toReversed()].map(keyOf)).filter((id) => id !== '');
  return ids.length <= most.ids ? ids : [...ids.slice(0, most.ids - 1), ...ids.slice(-1)];
}

function idsOf(tags: ReplyTag[], kind: ReplyTag['kind']): string[] {
  return unique(tags.filter((tag) => tag.kind === kind).map((tag) => tag.id));
}

function unique<Item>(items: Item[]): Item[] {
  return [...new Set(items)];
}

/** The text itself, or its hash where an index could not hold it. */
function keyOf(id: string): string {
  const text = storableText(id);
  return Buffer.byteLength(text) <= longestKey ? text : `<h.${createHash('sha256').update(text).digest('hex')}@long>`;
}
