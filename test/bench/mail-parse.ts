import { simpleParser } from 'mailparser';
import { createReadMail } from '../../adapters/mime/index.ts';
import type { MailArrival } from '../../src/intake/mail/receiving.ts';
import { newMail } from './mail-load.ts';
import { median } from './sms.ts';

export interface ParseFigures {
  /** Milliseconds for each MB of raw mail, the median of the rounds. */
  ours: number;
  simpleParser: number;
}

const rounds = 5;
const megabyte = 1024 * 1024;
const authentication = { spf: 'none', dkim: 'none', dmarc: 'none', domain: null, by: null } as const;
const arrival: MailArrival = { source: 'bench', mailbox: null, returnPath: null, deliveredTo: [], peer: null, receivedAt: new Date() };

/** Reads a mail with a file of 10 MB, beside the parser that gathers it in memory, in turns. */
export async function benchParse(): Promise<ParseFigures> {
  const { raw } = newMail(10 * megabyte);
  const read = createReadMail();
  const ours = async () => {
    await read({ size: raw.length, open: () => pieces(raw), discard: () => Promise.resolve() }, { arrival, authentication, keepFile: readToEnd });
  };
  const figures: Record<keyof ParseFigures, number[]> = { ours: [], simpleParser: [] };
  for (let round = 0; round < rounds; round += 1) {
    figures.ours.push(await perMegabyte(raw, ours));
    figures.simpleParser.push(await perMegabyte(raw, () => simpleParser(raw)));
  }
  return { ours: median(figures.ours), simpleParser: median(figures.simpleParser) };
}

async function perMegabyte(raw: Buffer, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / (raw.length / megabyte);
}

/** As they come from a socket or a disk. */
async function* pieces(raw: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < raw.length; at += 65_536) yield raw.subarray(at, at + 65_536);
}

async function readToEnd(content: AsyncIterable<Uint8Array>) {
  let size = 0;
  for await (const piece of content) size += piece.length;
  return { kind: 'kept', file: { sha256: '0'.repeat(64), size, type: 'application/octet-stream', name: null } } as const;
}
