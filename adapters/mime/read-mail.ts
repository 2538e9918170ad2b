import { MailUnreadable, type InboundMail } from '../../src/core/index.ts';
import type { ByteStream } from '../../src/desk/files/index.ts';
import type { ReadMail } from '../../src/intake/mail/receiving.ts';
import { readBounces } from './bounces.ts';
import { createContentHash } from './content-hash.ts';
import { firstOf, parseFields } from './header-fields.ts';
import { parseParameters } from './header-parameters.ts';
import { createMailContent } from './mail-content.ts';
import { readEnvelope } from './mail-envelope.ts';
import { createMailFiles } from './mail-files.ts';
import { takeHead } from './mail-head.ts';
import { splitParts } from './parts.ts';
import { withLineFeeds } from './streams.ts';

/**
 * Reads mails as their bytes come: texts are bounded, files go where they are kept piece by piece, and nothing is ever
 * whole in memory. Lines may end in any way.
 */
export function createReadMail(): ReadMail {
  return async (raw, about) => {
    const source = raw.open()[Symbol.asyncIterator]();
    try {
      return await readStream({ [Symbol.asyncIterator]: () => source }, about);
    } finally {
      // However it ended, and whoever has not begun to read his part of it.
      await source.return?.();
    }
  };
}

async function readStream(stream: ByteStream, { arrival, authentication, keepFile }: Parameters<ReadMail>[1]): Promise<InboundMail> {
  const mail = await takeHead(await withLineFeeds(stream));
  if (mail === null) throw new MailUnreadable('unreadable', 'the header has no end');
  const fields = parseFields(mail.head);
  const hash = createContentHash(fields);
  const content = createMailContent(createMailFiles(keepFile));
  for await (const part of splitParts(fields, watch(mail.body, hash.add), content.stray)) await content.read(part);
  const { text, html, files, enclosed, reports } = await content.end();
  const envelope = readEnvelope(fields, arrival);
  const [sender] = envelope.from;
  const signs = {
    from: `${sender?.name ?? ''} <${sender?.address ?? firstOf(fields, 'from')?.slice(0, 500) ?? ''}>`, returnPath: envelope.returnPath, subject: envelope.subject,
    failedRecipients: firstOf(fields, 'x-failed-recipients')?.slice(0, 20_000) ?? null, text,
    to: envelope.to.map(({ address }) => address), deliveredTo: envelope.deliveredTo, sender: sender?.address ?? '',
  };
  return {
    ...envelope, text, html, attachments: [...files], authentication, contentHash: hash.end(),
    ...(await readEnclosed(enclosed)),
    ...readBounces(parseParameters(firstOf(fields, 'content-type')), reports, signs),
  };
}

/** The one mail that another carries; what it carries itself stays in it. */
async function readEnclosed(enclosed: readonly Buffer[]): Promise<Pick<InboundMail, 'enclosed'>> {
  const [start, ...others] = enclosed;
  if (!start || others.length > 0) return {};
  const arrival = { source: '', mailbox: null, returnPath: null, deliveredTo: [], peer: null, receivedAt: new Date(0) };
  const content = createMailContent(createMailFiles(() => Promise.resolve({ kind: 'refused', reason: 'empty' })));
  try {
    const mail = await takeHead(once(start));
    if (mail === null) return {};
    const fields = parseFields(mail.head);
    for await (const part of splitParts(fields, mail.body, content.stray)) await content.read(part);
    const { from: [from], subject } = readEnvelope(fields, arrival);
    const { text } = await content.end();
    return from ? { enclosed: { from, subject: subject || null, text: text.trim() } } : {};
  } catch (error) {
    if (error instanceof MailUnreadable) return {};
    throw error;
  }
}

async function* once(bytes: Uint8Array): ByteStream {
  yield bytes;
}

async function* watch(stream: ByteStream, see: (bytes: Uint8Array) => void): ByteStream {
  for await (const bytes of stream) {
    see(bytes);
    yield bytes;
  }
}
