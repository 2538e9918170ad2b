import type { Contact, InboundComment } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';

/** A comment at the status page: whoever holds the link wrote it, so it has no address and is nobody's by itself. */
export function toComment(inbound: InboundComment): Contact {
  return {
    channel: 'web',
    providerId: inbound.commentId,
    from: [],
    fromText: 'status page',
    to: 'web',
    text: boundedText(inbound.text, 1_000_000),
    locale: inbound.locale,
    attachments: inbound.attachments,
    chosen: {},
    receivedAt: inbound.receivedAt,
  };
}
