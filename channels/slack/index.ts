import type { Channel, InboundAmendment, InboundThreadMessage, OutboundText, Reply } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { dividedText } from './divide.ts';
import { htmlToMrkdwn } from './html-to-mrkdwn.ts';
import { textToMrkdwn } from './text-to-mrkdwn.ts';
import { toAmendment, toContact } from './to-contact.ts';

/** Slack advises 4,000 characters and cuts behind 40,000 (docs.slack.dev, chat.postMessage); what is escaped becomes five times as long at most. */
const maxTextLength = 3900;

/** Slack, and what becomes of a message after it was sent. */
export interface SlackChannel extends Channel<InboundThreadMessage> {
  toAmendment(inbound: InboundAmendment): ReturnType<typeof toAmendment>;
}

/**
 * Slack: the thread is the conversation. Our side of it is `room/thread`; where it began without one, at a form, it is
 * the person's own id until our first message to them begins its thread.
 */
export function createSlackChannel(): SlackChannel {
  return {
    name: 'slack',
    whenClosed: 'told',
    capabilities: {
      live: false,
      maxTextLength,
      attachments: true,
      html: true,
      asks: true,
      threading: 'thread',
      reply: 'send',
      reaches: 'slack',
      automaticAnswers: 'free',
    },
    toContact,
    toAmendment,
    render,
    isOverheard,
    divide: ({ text }) => dividedText(text, maxTextLength).map((part) => ({ text: part })),
  };
}

/** In a room of several; those of one person and the desk have ids that begin with D (docs.slack.dev, conversation object). */
function isOverheard(from: string): boolean {
  return from.includes('/') && !from.startsWith('D');
}

/** To the thread of its conversation, as `room/thread`; to the person, by their id, while there is none. */
function render(reply: Reply): OutboundText | null {
  const to = reply.from.includes('/') ? reply.from : reply.to?.value;
  if (to === undefined || to === '') return null;
  return {
    to, from: reply.from,
    body: (reply.html == null ? null : htmlToMrkdwn(reply.html)) ?? textToMrkdwn(boundedText(reply.text, maxTextLength)),
    ...(reply.files && reply.files.length > 0 && { files: reply.files }),
    ...(reply.reference !== undefined && { reference: reply.reference }),
    ...(reply.asks && { question: { asks: reply.asks, replyId: reply.id, text: reply.text, locale: reply.locale } }),
  };
}
