import { domainToASCII } from 'node:url';
import type { MailPerson } from '../../src/core/index.ts';
import { decodeHeader, oneLine } from './header-text.ts';

const mostPersons = 100;
const longestAddress = 320;
/** Of what stands for one mailbox. */
const longestMailbox = 1_000;

/**
 * The people in an address header (RFC 5322, 3.4), at most a hundred, each once: groups are taken apart, comments serve as
 * names, and what cannot be an address is left out. Addresses are lower-cased, with their domain in ASCII (RFC 5890).
 */
export function parseAddresses(value: string | null): MailPerson[] {
  const people = new Map<string, MailPerson>();
  for (const mailbox of splitMailboxes((value ?? '').slice(0, 256 * 1024))) {
    const person = toPerson(mailbox);
    if (person && !people.has(person.address)) people.set(person.address, person);
    if (people.size === mostPersons) break;
  }
  if (people.size > 0 || !/=\?/.test(value ?? '')) return [...people.values()];
  // Some programs write the whole header as one encoded word; only an address in brackets counts then.
  const decoded = decodeHeader(value ?? '');
  return /<[^<>@\s]+@[^<>\s]+>/.test(decoded) && !decoded.includes('=?') ? parseAddresses(Buffer.from(decoded).toString('latin1')) : [];
}

/** An address in the form in which addresses are compared; null for what cannot be one. */
export function cleanAddress(given: string): string | null {
  if (given.length > longestMailbox) return null;
  const text = given.replaceAll(/^mailto:|["\s\u0000-\u001f\u007f]/gi, '').replaceAll(/@{2,}/g, '@').replace(/\.+$/, '');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0)).replaceAll('@', '').replaceAll(/^[<'(]+/g, '');
  const domain = text.slice(at + 1).replaceAll(/[>')]+$/g, '');
  if (local === '' || !/^(?:\[[\da-f.:ipv]+\]|[^\s<>()[\]:;,\\]+)$/i.test(domain) || /[<>;,\\]/.test(local)) return null;
  const ascii = /[^\x00-\x7f]/.test(domain) ? domainToASCII(domain) : domain;
  const address = `${local}@${ascii === '' ? domain : ascii}`.toLowerCase().toWellFormed();
  return address.length <= longestAddress ? address : null;
}

interface Mailbox {
  /** What stands outside of brackets and comments, quotes removed. */
  words: string;
  /** Whether an @ stands among them: a colon after it is not a group's. */
  isAddress: boolean;
  /** What stands in quotes among it. */
  hasQuotes: boolean;
  angle: string | null;
  comment: string;
}

/** Takes a header apart at commas, semicolons and the colons of groups, none of which count in quotes, comments and brackets. */
function* splitMailboxes(value: string): Generator<Mailbox> {
  let one = nobody();
  let depth = 0;
  let isQuoted = false;
  let isAngle = false;
  for (let at = 0; at < value.length; at += 1) {
    const letter = value[at] ?? '';
    const isEscaped = letter === '\\' && (isQuoted || depth > 0);
    const text = isEscaped ? (value[(at += 1)] ?? '') : letter;
    if (isEscaped) {
      write(one, text, depth > 0, isAngle);
    } else if (depth > 0) {
      depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
      if (depth > 0) one.comment += letter;
    } else if (letter === '"') {
      isQuoted = !isQuoted;
      one.hasQuotes = true;
    } else if (isQuoted) write(one, letter, false, isAngle);
    else if (letter === '(') depth = 1;
    else if (letter === '<') {
      isAngle = true;
      one.angle ??= '';
    } else if (letter === '>') isAngle = false;
    else if (letter === ',' || letter === ';') {
      // A bracket that was never closed ends where the next mailbox begins.
      isAngle = false;
      yield one;
      one = nobody();
    } else if (letter === ':' && !isAngle && !one.isAddress && !/mailto$/i.test(value.slice(Math.max(at - 6, 0), at))) one = nobody();
    else write(one, letter, false, isAngle);
  }
  yield one;
}

function nobody(): Mailbox {
  return { words: '', isAddress: false, hasQuotes: false, angle: null, comment: '' };
}

function write(one: Mailbox, text: string, isComment: boolean, isAngle: boolean): void {
  if (isComment) one.comment += text;
  else if (isAngle) one.angle = (one.angle ?? '') + text;
  else {
    one.words += text;
    one.isAddress ||= text === '@';
  }
}

function toPerson(mailbox: Mailbox): MailPerson | null {
  const { hasQuotes, angle } = mailbox;
  const words = mailbox.words.slice(0, longestMailbox);
  const comment = mailbox.comment.slice(0, longestMailbox);
  const fromAngle = angle === null || angle.length > longestMailbox ? null : cleanAddress(readBytes(angle.replace(/^@[^:]*:/, '')));
  if (fromAngle !== null) return { name: nameOf(words) ?? nameOf(comment), address: fromAngle };
  const decoded = readBytes(words);
  const found = hasQuotes ? decoded.trim() : (/[^\s<>]+@[^\s<>]+/.exec(decoded)?.[0] ?? '');
  const address = cleanAddress(found);
  if (address === null) return null;
  return { name: nameOf(comment) ?? nameOf(words.replace(found, '')), address };
}

/** Addresses may be UTF-8 (RFC 6532) but never encoded words (RFC 2047, 5). */
function readBytes(text: string): string {
  return /[\u0080-\u00ff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
}

function nameOf(text: string): string | null {
  const name = oneLine(decodeHeader(text), 200).replaceAll(/^['"\s]+|['"\s]+$/g, '');
  return name === '' ? null : name;
}
