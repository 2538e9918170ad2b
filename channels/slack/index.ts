import type { Channel, InboundAmendment, InboundThreadMessage, OutboundText, Reply, TextPart } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { dividedText } from './divide.ts';
import { dividedMrkdwn, htmlToMrkdwn } from './html-to-mrkdwn.ts';
import { mrkdwnToText } from './mrkdwn-to-text.ts';
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
      converses: true,
      threading: 'thread',
      reply: 'send',
      reaches: 'slack',
      automaticAnswers: 'free',
    },
    toContact,
    toAmendment,
    render,
    isOverheard,
    divide,
  };
}

/** In a room of several; those of one person and the desk have ids that begin with D (docs.slack.dev, conversation object). */
function isOverheard(from: string): boolean {
  return from.includes('/') && !from.startsWith('D');
}

/** Where one message is too short, how an answer is laid out decides where it is divided; each part's words are what is read of it elsewhere. */
function divide({ text, html }: Pick<Reply, 'text' | 'html'>): TextPart[] {
  const laidOut = html == null || text.length <= maxTextLength ? null : dividedMrkdwn(html, maxTextLength);
  const parts = laidOut ? laidOut.map((part) => mrkdwnToText(part, { names: {} })) : dividedText(text, maxTextLength);
  return parts.map((part) => ({ text: part }));
}

/** The layout of this text of an answer; null where it has none, or was divided otherwise. */
function laidOut({ html, piece = { part: 1, parts: 1 } }: Reply): string | null {
  if (html == null) return null;
  if (piece.parts === 1) return htmlToMrkdwn(html);
  const parts = dividedMrkdwn(html, maxTextLength);
  return parts?.length === piece.parts ? (parts[piece.part - 1] ?? null) : null;
}

/** To the thread of its conversation, as `room/thread`; to the person, by their id, while there is none. */
function render(reply: Reply): OutboundText | null {
  const to = reply.from.includes('/') ? reply.from : reply.to?.value;
  if (to === undefined || to === '') return null;
  return {
    to, from: reply.from,
    body: laidOut(reply) ?? textToMrkdwn(boundedText(reply.text, maxTextLength)),
    ...(reply.files && reply.files.length > 0 && { files: reply.files }),
    ...(reply.reference !== undefined && { reference: reply.reference }),
    ...(reply.asks && { question: { asks: reply.asks, replyId: reply.id, text: reply.text, locale: reply.locale } }),
  };
}
