import { finished, Readable } from 'node:stream';
import { Splitter, type SplitterChunk } from '@zone-eu/mailsplit';
import { MailUnreadable } from '../../src/core/index.ts';
import type { ByteStream } from '../../src/desk/files/index.ts';
import { firstOf, parseFields, type HeaderField } from './header-fields.ts';
import { oneLine } from './header-text.ts';
import { parseParameters, type Parameterised } from './header-parameters.ts';
import { chain, peek } from './streams.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** One part of a mail that has a content of its own. */
export interface MailPart {
  type: Parameterised;
  disposition: Parameterised;
  name: string | null;
  contentId: string | null;
  encoding: string;
  /** The types of what it stands in, innermost first, each with a number that tells it from others of its kind. */
  within: { type: string; id: number }[];
  /** It is the whole mail. */
  isRoot: boolean;
  /** Without its transfer encoding; can be read once, and need not be read. */
  content: ByteStream;
}

type MimeNode = Extract<SplitterChunk, { type: 'node' }>;

const mostParts = 1_000;
const deepest = 60;
const mostHead = 256 * 1024;
/** Of the body, to see whether its boundaries are those that it names. */
const mostLookedAt = 64 * 1024;

/**
 * Takes a mail apart, part by part in its order, as its bytes come; `stray` gets what stands outside of all parts.
 * Rejects as unreadable for more than a thousand parts, sixty levels or 256 kB of a part's header, and as `body` does.
 */
export async function* splitParts(head: HeaderField[], body: ByteStream, stray: (bytes: Uint8Array) => void): AsyncGenerator<MailPart> {
  const source = Readable.from(withHead(head, body), { objectMode: false });
  const splitter = new Splitter({ ignoreEmbedded: true, maxChildNodes: mostParts, maxHeadSize: mostHead });
  // What goes wrong on either side ends the other, and comes out of the loop below.
  source.on('error', (error) => splitter.destroy(error));
  finished(splitter, () => source.destroy());
  source.pipe(splitter);
  const chunks: AsyncIterator<SplitterChunk> = splitter[Symbol.asyncIterator]();
  const ids = new Map<MimeNode, number>();
  let current: SplitterChunk | null = await take(chunks);
  const advance = async () => {
    current = await take(chunks);
  };
  async function* contentOf(node: MimeNode): ByteStream {
    while (current?.type === 'body' && current.node === node) {
      yield current.value;
      await advance();
    }
  }
  try {
    while (current) {
      if (current.type !== 'node') {
        if (current.type === 'data') stray(current.value);
        await advance();
        continue;
      }
      const node: MimeNode = current;
      await advance();
      ids.set(node, ids.size);
      if (node.multipart === false) yield toPart(node, contentOf(node), ids);
    }
  } finally {
    source.destroy();
    splitter.destroy();
  }
}

async function take(chunks: AsyncIterator<SplitterChunk>): Promise<SplitterChunk | null> {
  try {
    const next = await chunks.next();
    return next.done ? null : next.value;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EMAXLEN') {
      throw /child nodes/.test(error.message) ? new MailUnreadable('too-many-parts', `more than ${mostParts} parts`) : new MailUnreadable('unreadable', 'the header of a part is too long');
    }
    throw error;
  }
}

/** Of the mail's own header only what tells of its parts: everything else was read already. A boundary that is not in the mail is replaced by one that is. */
async function* withHead(head: HeaderField[], body: ByteStream): ByteStream {
  const { start, all } = await peek(body, mostLookedAt);
  const text = start.toString('latin1');
  const lines = ['content-type', 'content-transfer-encoding', 'content-disposition', 'content-id'].flatMap((name) => {
    const value = firstOf(head, name)?.slice(0, 64 * 1024) ?? null;
    if (value === null) return [];
    const boundary = name === 'content-type' && /^multipart/i.test(value) ? guessBoundary(value, text) : null;
    return [`${name}: ${boundary === null ? value : `${value.split(';', 1)[0] ?? ''}; boundary="${boundary}"`}\r\n`];
  });
  yield Buffer.from(`${lines.join('')}\r\n`, 'latin1');
  yield* /^--[^\s-]\S{0,200}[ \t]+\r?$/m.test(text) ? trimDelimiters(all) : all;
}

function guessBoundary(type: string, start: string): string | null {
  const declared = parseParameters(type).parameters.get('boundary') ?? '';
  if (declared !== '' && start.includes(`--${Buffer.from(declared).toString('latin1')}`)) return null;
  return /^--([^\s"\\]{1,200})[ \t]*\r?\ncontent-/im.exec(start)?.[1] ?? null;
}

/** Takes white space off lines that may be delimiters: it may stand there (RFC 2046, 5.1.1), which the splitter does not know. */
async function* trimDelimiters(stream: ByteStream): ByteStream {
  let left = '';
  for await (const piece of stream) {
    const text = left + Buffer.from(piece).toString('latin1');
    const end = text.lastIndexOf('\n') + 1;
    left = text.length - end < 1_000 ? text.slice(end) : '';
    const whole = left === '' ? text : text.slice(0, end);
    yield Buffer.from(whole.replaceAll(/^(--\S{1,200})[ \t]{1,200}(?=\r?$)/gm, '$1'), 'latin1');
  }
  yield Buffer.from(left, 'latin1');
}

function toPart(node: MimeNode, content: ByteStream, ids: Map<MimeNode, number>): MailPart {
  const lines = node.headers === false ? [] : node.headers.getList().map(({ line }) => Buffer.from(line, 'latin1'));
  const fields = lines.flatMap((line) => parseFields(line));
  const type = parseParameters(firstOf(fields, 'content-type'));
  const disposition = parseParameters(firstOf(fields, 'content-disposition'));
  const name = disposition.parameters.get('filename') ?? type.parameters.get('name') ?? disposition.parameters.get('name');
  const encoding = firstOf(fields, 'content-transfer-encoding') ?? '';
  const contentId = oneLine(firstOf(fields, 'content-id') ?? '', 500).replaceAll(/^<+|>+$/g, '');
  const within: MailPart['within'] = [];
  for (let parent = node.parentNode; parent !== false; parent = parent.parentNode) {
    if (within.length === deepest) throw new MailUnreadable('too-deep', `more than ${deepest} levels`);
    within.push({ type: parent.contentType === false ? '' : parent.contentType, id: ids.get(parent) ?? -1 });
  }
  return {
    type: type.value === '' ? { ...type, value: within[0]?.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain' } : type,
    disposition, name: name === undefined || oneLine(name, 300) === '' ? null : oneLine(name, 300),
    contentId: contentId === '' ? null : contentId, encoding, within, isRoot: node.root,
    content: decodeTransfer(fields.length > 0 ? content : withLines(lines, content), encoding),
  };
}

/** A part that begins with its text, without the empty line that ends a header: what was taken for one is put back. */
function withLines(lines: Buffer[], content: ByteStream): ByteStream {
  const start = lines.map((line) => line.toString('latin1')).filter((line) => line.trim() !== '').join('\n');
  return start === '' ? content : chain(Buffer.from(`${start}\n\n`, 'latin1'), content[Symbol.asyncIterator]());
}
