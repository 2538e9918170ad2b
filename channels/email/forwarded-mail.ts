import type { ForwardedMail, InboundMail, MailPerson } from '../../src/core/index.ts';
import { findAttributions } from './attribution.ts';
import { createHeadReader, isRule, markIn, withoutOneQuote, type QuoteHead } from './quote-heads.ts';
import { isMobileSignature } from './mobile-signature.ts';
import { saysForwarded, topicOf } from './topic.ts';

/** Lines between a mark and the head that it announces. */
const mostBetween = 4;

/** Makes out who wrote a mail that somebody passed on, and what; null when neither subject nor text says that it was, and in doubt. */
export function forwardedMail(mail: Pick<InboundMail, 'subject' | 'text'>): ForwardedMail | null {
  const lines = mail.text.split(/\r\n|\n|\r/u);
  const found = findForwarded(lines, saysForwarded(mail.subject));
  const from = found && personIn(found.head.fields.get('from') ?? '');
  if (!found || !from) return null;
  return {
    from,
    subject: found.head.fields.get('subject')?.slice(0, 500) || null,
    text: found.lines.slice(found.head.end).join('\n').trim(),
    comment: commentOf(lines.slice(0, found.start)),
  };
}

/** The same of a mail that was passed on as a file: nothing was said, or the subject is that mail's or says so. */
export function enclosedMail({ subject, text, enclosed }: Pick<InboundMail, 'subject' | 'text' | 'enclosed'>): ForwardedMail | null {
  if (!enclosed) return null;
  const isPassedOn = text.trim() === '' || saysForwarded(subject) || topicOf(subject) === topicOf(enclosed.subject ?? '');
  return isPassedOn ? { ...enclosed, comment: text.trim() } : null;
}

interface Found {
  /** Where the mark or the head stands in the mail. */
  start: number;
  /** The mail's lines without the quotation marks of what was passed on. */
  lines: readonly string[];
  head: QuoteHead;
}

function findForwarded(lines: readonly string[], isSaid: boolean): Found | null {
  const attributions = findAttributions(lines);
  const readHead = createHeadReader(lines);
  for (let start = 0; start < lines.length; start += 1) {
    const mark = markIn(lines[start] ?? '');
    if (mark === 'forward') return headBelow(lines, start);
    if (mark === 'original') return isSaid ? headBelow(lines, start) : null;
    if (attributions.has(start)) return null;
    const head = readHead(start);
    if (head) return isSaid ? { start, lines, head } : null;
  }
  return null;
}

function headBelow(lines: readonly string[], mark: number): Found | null {
  const below = withoutOneQuote(lines.slice(mark + 1));
  const readHead = createHeadReader(below);
  for (let start = 0; start <= mostBetween && start < below.length; start += 1) {
    const head = readHead(start, true);
    if (head) return { start: mark, lines: below, head };
    if (below[start]?.trim()) return null;
  }
  return null;
}

/** Reads `Ana Ruiz <ana@example.org>`, `Ana Ruiz [mailto:ana@example.org]`, or the address alone. */
function personIn(written: string): MailPerson | null {
  const address = /[^\s<>[\]():;,"']{1,64}@[^\s<>[\]():;,"'@]{1,255}/u.exec(written.slice(0, 1000));
  if (!address) return null;
  const name = written
    .slice(0, address.index)
    .replace(/(?:mailto:|[<[(])+\s*$/iu, '')
    .replaceAll(/["*]/gu, '')
    .replace(/^[\s'<[(]+|[\s'<[(:]+$/gu, '')
    .replace(/mailto$/iu, '')
    .trim();
  return { name: name.slice(0, 200) || null, address: address[0].toLowerCase() };
}

function commentOf(lines: string[]): string {
  return lines.filter((line) => !isRule(line) && !isMobileSignature(line)).join('\n').trim();
}
