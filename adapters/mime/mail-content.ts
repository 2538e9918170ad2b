import type { MailFile } from '../../src/core/index.ts';
import type { ReportParts } from './bounces.ts';
import { textOfCalendar } from './calendar-text.ts';
import { decodeCharset } from './charset.ts';
import { firstOf, parseFields } from './header-fields.ts';
import { headerLine } from './header-text.ts';
import type { FileClaim, MailFiles } from './mail-files.ts';
import { composeTexts, mostTextBytes, toSection, type TextSection } from './mail-texts.ts';
import type { MailPart } from './parts.ts';
import { peek, readStart } from './streams.ts';
import { decodeTnef } from './tnef.ts';
import { decodeUuencoded, takeUuencoded } from './uuencoded.ts';

/** What the parts of a mail hold. */
export interface MailContent {
  text: string;
  html: string | null;
  files: readonly MailFile[];
  /** The beginnings of mails that it carries as files. */
  enclosed: readonly Buffer[];
  reports: ReportParts;
}

const mostTnef = 8 * 1024 * 1024;
const mostReport = 64 * 1024;
const mostCalendar = 256 * 1024;
const mostStray = 64 * 1024;
/** Other ways to show a text that stands beside, for watches and for pages that run. */
const otherSides = new Set(['text/x-amp-html', 'text/watch-html']);
const mails = new Set(['message/rfc822', 'message/global']);
const reports = new Set(['message/delivery-status', 'message/global-delivery-status']);
const heads = new Set(['text/rfc822-headers', 'message/global-headers', 'message/disposition-notification']);

/** Reads the parts of one mail: texts into memory, within bounds, and files to where files are kept. */
export function createMailContent(files: MailFiles): { read(part: MailPart): Promise<void>; stray(bytes: Uint8Array): void; end(): Promise<MailContent> } {
  const sections: TextSection[] = [];
  const found: ReportParts = { statuses: [], returned: [] };
  const invitations: string[] = [];
  const enclosed: Buffer[] = [];
  const strays: Buffer[] = [];
  let strayLength = 0;
  let textLeft = mostTextBytes;

  const readText = async (part: MailPart): Promise<void> => {
    const bytes = await readStart(part.content, textLeft);
    textLeft -= bytes.length;
    sections.push(toSection(part, bytes));
  };

  const readTnef = async (part: MailPart, claim: FileClaim): Promise<void> => {
    const { start, isWhole, all } = await peek(part.content, mostTnef);
    const content = isWhole ? decodeTnef(start) : null;
    if (!content) return files.keep(all, claim);
    const written = sections.find(({ kind, text }) => kind === 'plain' && text.trim() !== '');
    if (written) written.alternative ??= -1;
    else if (content.text !== null) sections.push({ kind: 'plain', text: content.text.slice(0, mostTextBytes).toWellFormed(), alternative: -1 });
    if (content.html !== null) sections.push({ kind: 'html', text: content.html.slice(0, mostTextBytes).toWellFormed(), alternative: written?.alternative ?? -1 });
    for (const file of content.files) {
      const { name, type, contentId } = file;
      await files.keep(file.content, { name, type: type ?? 'application/octet-stream', contentId, inline: contentId !== null });
    }
  };

  const readFile = async (part: MailPart): Promise<void> => {
    const claim = claimOf(part);
    const type = part.type.value;
    if (/^application\/(?:vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(part.name ?? '')) return readTnef(part, claim);
    if (type === 'text/calendar' || mails.has(type)) {
      const { start, all } = await peek(part.content, type === 'text/calendar' ? mostCalendar : mostReport);
      if (type === 'text/calendar') invitations.push(decodeCharset(start, part.type.parameters.get('charset') ?? 'utf-8'));
      else {
        enclosed.push(start);
        found.returned.push(start.toString('latin1'));
      }
      return files.keep(all, named(claim, type, start));
    }
    if (reports.has(type)) {
      // Beside a text that is no report; whether it counts depends on who sent the mail.
      const { start, all } = await peek(part.content, mostReport);
      found.statuses.push(start.toString('latin1'));
      return files.keep(all, claim);
    }
    if (/^x-?uu(?:e|encode)?/i.test(part.encoding.trim())) {
      const { start, isWhole, all } = await peek(part.content, mostTnef);
      const decoded = isWhole ? decodeUuencoded(start) : null;
      return decoded ? files.keep(decoded.content, { ...claim, name: part.name ?? decoded.name }) : files.keep(all, claim);
    }
    return files.keep(part.content, claim);
  };

  return {
    read: async (part) => {
      const type = part.type.value;
      const isReport = part.within.some((parent) => parent.type === 'multipart/report') || part.isRoot;
      if (isReport && (reports.has(type) || heads.has(type))) {
        const start = (await readStart(part.content, mostReport)).toString('latin1');
        // Some servers put their words where the fields belong.
        if (reports.has(type) && !/^(?:[a-z]+-)*(?:mta|recipient|action|status|date)[ \t]*:/im.test(start)) {
          sections.push({ kind: 'plain', text: start.replaceAll(/\r\n?/g, '\n').replaceAll('\u0000', ''), alternative: null });
        } else (reports.has(type) ? found.statuses : found.returned).push(start);
      } else if (otherSides.has(type)) return;
      else if (isShown(part, sections)) await readText(part);
      else await readFile(part);
    },
    stray: (bytes) => {
      if (strayLength >= mostStray) return;
      strays.push(Buffer.from(bytes));
      strayLength += bytes.length;
    },
    end: async () => {
      if (sections.length === 0 && files.list.length === 0 && found.statuses.length === 0) {
        sections.push({ kind: 'plain', text: decodeCharset(Buffer.concat(strays), null).replaceAll('\r', ''), alternative: null });
      }
      for (const section of sections) {
        if (section.kind !== 'plain') continue;
        const taken = takeUuencoded(section.text);
        section.text = taken.text;
        for (const { name, content } of taken.files) await files.keep(content, { name, type: 'application/octet-stream', contentId: null, inline: false });
      }
      const { text, html } = composeTexts(sections);
      const invitation = text.trim() === '' ? invitations.map(textOfCalendar).find((words) => words !== '') : undefined;
      return { text: invitation ?? text, html, files: files.list, enclosed, reports: found };
    },
  };
}

/** Whether a part is text for people to read here. A named one is a file, unless it is the only text there is. */
function isShown(part: MailPart, sections: TextSection[]): boolean {
  const { type, disposition, name } = part;
  if (!['text/plain', 'text/html', 'text', 'plain'].includes(type.value)) return false;
  if (part.isRoot && (disposition.value !== 'attachment' || name === null)) return !/^x-?uu/i.test(part.encoding.trim()) || name === null;
  if (disposition.value !== '' && disposition.value !== 'inline') return false;
  return name === null || (sections.length === 0 && part.within.every((parent) => parent.type !== 'multipart/digest'));
}

function claimOf({ type, name, contentId, disposition, within }: MailPart): FileClaim {
  const isRelated = within[0]?.type === 'multipart/related';
  return { name, type: type.value, contentId, inline: contentId !== null && (disposition.value !== 'attachment' || isRelated) };
}

/** Mails and invitations have the endings by which programs open them; a mail without a name has that of its subject. */
function named(claim: FileClaim, type: string, start: Buffer): FileClaim {
  const ending = type === 'text/calendar' ? '.ics' : '.eml';
  const base = claim.name ?? (ending === '.ics' ? 'invite' : headerLine(firstOf(parseFields(headOf(start)), 'subject') ?? '', 100)).replaceAll(/[/\\]/g, '-');
  const name = base === '' ? 'mail' : base;
  return { ...claim, name: name.toLowerCase().endsWith(ending) ? name : `${name}${ending}` };
}

function headOf(start: Buffer): Buffer {
  const end = /\r?\n\r?\n/.exec(start.toString('latin1'))?.index;
  return end === undefined ? start : start.subarray(0, end);
}
