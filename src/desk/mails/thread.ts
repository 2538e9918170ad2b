import { ticketNumber, withoutTag, type MailPerson } from '../../core/index.ts';
import { mailboxOf, type DeskDefinition } from '../definition/index.ts';
import { downloadName, safeName, type StoredFile } from '../files/index.ts';
import { messageIdOf, type ThreadOf } from '../replies/index.ts';
import type { ReplyAddresses } from './reply-address.ts';

/** What is stored around one reply. */
export interface ThreadFacts {
  conversationId: string;
  messageId: string | null;
  html: string | null;
  cc: MailPerson[];
  agentName: string | null;
  /** As the customer first wrote it; '' when they wrote none. */
  subject: string;
  toName: string | null;
  /** Message-IDs of what was written both ways before the reply, oldest first: the first and the latest of many. */
  said: string[];
  /** What a person on the other side wrote last before the reply. */
  latest: { messageId: string; fromText: string; at: Date; text: string } | null;
  files: StoredFile[];
}

export interface MailThreadStore {
  /** Null for a reply that belongs to no conversation. */
  facts(replyId: string): Promise<ThreadFacts | null>;
}

/**
 * What an answer by mail hangs on: the thread of its conversation, our address that the customer wrote to (our own when
 * that is no longer ours), and what the desk puts around every answer. An answer that no person wrote goes to nobody
 * else and quotes nothing, so that forged mail makes us send no one's words to strangers.
 */
export function createThreadOf<Stores extends { mailThreads: MailThreadStore }>(parts: {
  desk: DeskDefinition;
  addresses: ReplyAddresses;
  /** Whom answers come from where a mailbox says nothing else. */
  mailFrom: { name: string | null; address: string } | null;
}): ThreadOf<Stores> {
  const { desk, addresses, mailFrom } = parts;
  const isOurs = (address: string) => address === mailFrom?.address || mailboxOf(desk, address) !== null;
  return async (stores, outgoing) => {
    const { replyId } = outgoing.delivery;
    const facts = await stores.mailThreads.facts(replyId);
    if (!facts) return null;
    const written = withoutTag(outgoing.from);
    const from = isOurs(written) ? written : (mailFrom?.address ?? desk.mailboxes[0]?.address ?? written);
    const tagged = (tag: Parameters<ReplyAddresses['addressOf']>[1]) => (desk.email.replyTags ? addresses.addressOf(from, tag) : from);
    const automatic = outgoing.kind !== 'agent';
    return {
      from,
      thread: {
        messageId: facts.messageId ?? messageIdOf(replyId, from),
        ticketNumber: outgoing.ticketNumber === null ? null : ticketNumber(outgoing.ticketNumber),
        subject: facts.subject, references: referencesOf(facts), toName: facts.toName,
        fromName: mailboxOf(desk, from)?.name ?? mailFrom?.name ?? desk.name,
        cc: automatic ? [] : facts.cc.filter(({ address }) => address !== outgoing.to?.value && !isOurs(withoutTag(address))),
        replyTo: tagged({ kind: 'conversation', id: facts.conversationId }),
        returnPath: tagged({ kind: 'reply', id: replyId }),
        quoted: facts.latest && desk.email.quote && !automatic
          ? { from: personOf(facts.latest.fromText), at: facts.latest.at, text: facts.latest.text }
          : null,
        automatic, agentName: facts.agentName, signature: desk.email.signature?.[outgoing.locale] ?? desk.name, html: facts.html,
        files: facts.files.map(({ name, type, size, sha256 }, place) => ({ name: downloadName(safeName(name), type, String(place + 1)), type, size, sha256 })),
      },
    };
  };
}

/** In the order in which they were written, and last the one that is answered. */
function referencesOf({ said, latest }: ThreadFacts): string[] {
  const others = said.filter((id) => id !== latest?.messageId);
  return latest ? [...others, latest.messageId] : others;
}

/** Reads `Ana <ana@example.org>`. */
function personOf(written: string): MailPerson {
  const match = /^(.*?)\s*<([^<>]*)>$/s.exec(written);
  return match?.[2] === undefined ? { name: null, address: written } : { name: match[1]?.replaceAll('"', '').trim() || null, address: match[2] };
}
