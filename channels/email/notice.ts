import { storableText, type MailNotice, type OutboundText } from '../../src/core/index.ts';
import { htmlOf } from './render-html.ts';
import { linesOf, oneLine, plainTextOf } from './render-text.ts';
import { ownMark } from './render.ts';

/** Shapes a mail that belongs to no ticket, as text and as a page, so that no machine answers it (RFC 3834, 5; MS-OXCMAIL, 2.2.3.2.14). */
export function renderNotice(notice: MailNotice): OutboundText {
  const from = oneLine(notice.from, 320);
  const frame = { words: linesOf(storableText(notice.text)).join('\n'), note: null, signature: [oneLine(notice.fromName, 200)], quoted: null };
  return {
    to: notice.to, from, body: notice.text,
    mail: {
      from: { name: oneLine(notice.fromName, 100), address: from },
      to: [{ name: null, address: oneLine(notice.to, 320) }], cc: [], replyTo: from, returnPath: from,
      subject: oneLine(notice.subject, 200), text: plainTextOf(frame), html: htmlOf(frame, null, notice.locale),
      messageId: notice.messageId, inReplyTo: null, references: [], files: [],
      headers: { [ownMark]: from, 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'X-Loop': from },
    },
  };
}
