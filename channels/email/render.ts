import { storableText, type Locale, type MailPerson, type MailThread, type OutboundMail, type OutboundText, type Reply } from '../../src/core/index.ts';
import { htmlOf } from './render-html.ts';
import { linesOf, oneLine, plainTextOf, type MailFrame } from './render-text.ts';
import { en } from './templates/en.ts';
import { es } from './templates/es.ts';
import type { MailWords } from './templates/mail-words.ts';

const templates: Record<Locale, MailWords> = { es, en };

/** The header by which we know our own mail, wherever it comes back from; its value is the address it left from. */
export const ownMark = 'X-Ventanilla';

const mostQuotedLines = 200;
const mostQuotedLetters = 20_000;
const mostReferences = 30;

/** Shapes an answer as a mail: the whole of it where the answer hangs on a thread, else its short form. Null when it has nobody to go to. `timeZone` (IANA) is the desk's. */
export function renderMail(reply: Reply, options: { timeZone: string }): OutboundText | null {
  if (reply.to?.kind !== 'email' || reply.from === '') return null;
  const body = storableText(reply.text);
  const short = { to: reply.to.value, from: reply.from, body };
  return reply.thread ? { ...short, mail: mailOf(short, reply.thread, reply.locale, options.timeZone) } : short;
}

function mailOf(short: OutboundText, thread: MailThread, locale: Locale, timeZone: string): OutboundMail {
  const words = templates[locale];
  const references = boundedReferences(thread.references);
  const frame = frameOf(short.body, thread, words, timeZone);
  return {
    from: person(thread.fromName, short.from),
    to: [person(thread.toName, short.to)],
    cc: thread.cc.map(({ name, address }) => person(name, address)),
    replyTo: thread.replyTo,
    returnPath: thread.returnPath,
    subject: subjectOf(thread, words),
    text: plainTextOf(frame),
    html: htmlOf(frame, thread.html, locale),
    messageId: thread.messageId,
    inReplyTo: references.at(-1) ?? null,
    references,
    headers: { [ownMark]: oneLine(short.from, 320), ...(thread.automatic && automaticHeaders(oneLine(short.from, 320))) },
    files: thread.files,
  };
}

/** What tells other machines not to answer (RFC 3834, 5; MS-OXCMAIL, 2.2.3.2.14). */
function automaticHeaders(from: string): Record<string, string> {
  return { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', 'X-Loop': from };
}

function person(name: string | null, address: string): MailPerson {
  return { name: (name !== null && oneLine(name, 100)) || null, address: oneLine(address, 320) };
}

/** Marks that mail programs put before the subject of an answer, in the languages around us. */
const answerMarks = /^(?:(?:re|aw|sv|antw|res|rsp)\s*(?:\[\d+\]|\(\d+\))?\s*:\s*)+/i;
const ticketMarks = /\[V-\d{1,9}\]/gi;

function subjectOf(thread: MailThread, words: MailWords): string {
  const written = oneLine(thread.subject, 1_000).replaceAll(ticketMarks, ' ').trim().replace(answerMarks, '');
  const subject = `Re: ${oneLine(written, 200) || words.noSubject}`;
  return thread.ticketNumber === null ? subject : `${subject} [${thread.ticketNumber}]`;
}

function frameOf(body: string, thread: MailThread, words: MailWords, timeZone: string): MailFrame {
  return {
    words: linesOf(body).join('\n'),
    note: thread.automatic ? words.automatic : null,
    signature: [thread.agentName, ...linesOf(thread.signature ?? '')].map((line) => oneLine(line ?? '', 200)).filter((line) => line !== ''),
    quoted: thread.quoted && thread.quoted.text.trim() !== '' ? quotationOf(thread.quoted, words, timeZone) : null,
  };
}

function quotationOf({ from, at, text }: NonNullable<MailThread['quoted']>, words: MailWords, timeZone: string): MailFrame['quoted'] {
  const lines = linesOf(storableText(text.slice(0, mostQuotedLetters)).trim()).map((line) => line.trimEnd());
  const isCut = lines.length > mostQuotedLines || text.length > mostQuotedLetters;
  const day = new Intl.DateTimeFormat(words.dates, { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at);
  const time = new Intl.DateTimeFormat(words.dates, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at);
  return {
    header: words.quoteHeader({ name: oneLine(from.name ?? '', 80) || from.address, day, time }),
    lines: [...lines.slice(0, mostQuotedLines), ...(isCut ? [words.leftOut] : [])],
  };
}

/** Ids that can stand in a header; of too many the first and the latest (RFC 5322, 3.6.4). */
function boundedReferences(ids: string[]): string[] {
  const usable = ids.filter((id) => /^<[^\s<>\p{Cc}]{1,900}>$/u.test(id));
  return usable.length <= mostReferences ? usable : [...usable.slice(0, 1), ...usable.slice(1 - mostReferences)];
}
