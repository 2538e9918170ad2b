import { createHash } from 'node:crypto';
import { storableText } from '../../src/core/index.ts';
import type { InboundMail } from '../../src/core/index.ts';

/** Longer than any line that a mail may have (RFC 5322, 2.1.1). */
const longestId = 998;

/** The Message-ID with its brackets; made from the content when there is none, so that every copy of the mail has the same. */
export function messageIdOf(mail: Pick<InboundMail, 'messageId' | 'contentHash'>): string {
  const written = mail.messageId === null ? '' : storableText(mail.messageId).trim();
  if (written !== '' && written !== '<>') return shortId(written, longestId);
  const hash = /^[\da-f]{40,}$/.test(mail.contentHash) ? mail.contentHash.slice(0, 40) : hashOf(mail.contentHash);
  return `<h.${hash}@no-message-id>`;
}

/** The id itself, or its hash when it is longer than `most`: the same id always becomes the same. */
export function shortId(id: string, most = longestId): string {
  return id.length <= most ? id : `<h.${hashOf(id)}@long-message-id>`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
