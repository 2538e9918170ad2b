import { createHash } from 'node:crypto';
import { createReadMail } from '../../../adapters/mime/index.ts';
import type { InboundMail } from '../../../src/core/index.ts';
import type { ByteStream } from '../../../src/desk/files/index.ts';
import type { KeepMailFile, MailArrival, RawMail } from '../../../src/intake/mail/receiving.ts';

const readMail = createReadMail();
const authentication = { spf: 'none', dkim: 'none', dmarc: 'none', domain: null, by: null } as const;
const arrival: MailArrival = {
  source: 'test', mailbox: null, returnPath: null, deliveredTo: [], peer: null, receivedAt: new Date('2026-03-02T15:00:00Z'),
};

/** What was kept, by hash, with the name and type it came under. */
export type Kept = Map<string, { name: string | null; type: string | null; bytes: Buffer }>;

/** Keeps files in memory, as they are; empty ones are refused. */
export function keepInMemory(kept: Kept): KeepMailFile {
  return async (content, { name, claimedType }) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of content) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    if (bytes.length === 0) return { kind: 'refused', reason: 'empty' };
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    kept.set(sha256, { name, type: claimedType, bytes });
    return { kind: 'kept', file: { sha256, size: bytes.length, type: claimedType ?? '', name } };
  };
}

/** A mail in pieces of this many bytes. */
export function rawOf(bytes: Uint8Array, pieceSize = 65_536): RawMail {
  return streamed(async function* () {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }, bytes.length);
}

export function streamed(open: () => ByteStream, size: number): RawMail {
  return { size, open, discard: async () => {} };
}

/** Reads a mail that is written with LF; one character is one byte of it. */
export async function read(mail: string | Uint8Array, more: Partial<MailArrival> & { pieceSize?: number; kept?: Kept } = {}): Promise<InboundMail> {
  const { pieceSize, kept = new Map<string, never>(), ...come } = more;
  const bytes = typeof mail === 'string' ? Buffer.from(mail, 'latin1') : mail;
  return readMail(rawOf(bytes, pieceSize), { arrival: { ...arrival, ...come }, authentication, keepFile: keepInMemory(kept) });
}

export function readRaw(raw: RawMail, keepFile: KeepMailFile): Promise<InboundMail> {
  return readMail(raw, { arrival, authentication, keepFile });
}
