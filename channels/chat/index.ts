import type { Channel, Contact, InboundChat } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';

/** Our side of every chat: there is one window. */
const ours = 'chat';

/** The chat on web pages: a conversation is one visitor's, who is nobody but whoever holds their token. */
export function createChatChannel(): Channel<InboundChat> {
  return {
    name: 'chat',
    whenClosed: 'request',
    capabilities: {
      // An agent may talk with several visitors at once, each at the cost of a chat.
      live: false,
      maxTextLength: null,
      attachments: true,
      html: false,
      converses: true,
      threading: 'address-pair',
      reply: 'page',
      reaches: null,
      automaticAnswers: 'free',
    },
    toContact,
    render: () => null,
  };
}

function toContact(inbound: InboundChat): Contact {
  const visitor = boundedText(inbound.visitorId, 100);
  const name = boundedText(inbound.name ?? '', 200).trim();
  return {
    channel: 'chat',
    // Ids of messages are the page's own, so they count for one visitor only.
    providerId: `${visitor}:${boundedText(inbound.messageId, 90)}`,
    from: visitor === '' ? [] : [{ kind: 'visitor', value: visitor }],
    fromText: name || 'visitor',
    ...(name !== '' && { name }),
    to: ours,
    text: boundedText(inbound.text, 1_000_000),
    ...(inbound.locale && { locale: inbound.locale }),
    attachments: inbound.attachments.slice(0, 100),
    chosen: {
      ...(inbound.service && { service: boundedText(inbound.service, 200) }),
      ...(inbound.entry && { entry: boundedText(inbound.entry, 200) }),
    },
    receivedAt: inbound.receivedAt,
  };
}
