import { Readable } from 'node:stream';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import type { AuthenticationResult } from '../../src/core/index.ts';
import type { ByteStream } from '../../src/desk/files/index.ts';
import type { DnsLookup } from './dns-lookup.ts';
import type { HeadAndBody } from './mail-head.ts';

/** What one signature came to, and the domain that stands for it, lower-cased. */
export interface SignatureResult {
  domain: string;
  result: AuthenticationResult;
}

/** Each one may ask for a hash of the whole body of its own. */
const mostSignatures = 6;
const mostLines = 5_000;
/** The library looks at a line again with each piece of it that comes. */
const longestLine = 256 * 1024;
/** Lines of nothing but spaces and tabs, each of which it may keep until the end. */
const mostBlank = 20_000;
const shortLine = 16;
const mostShort = 200_000;

/**
 * Verifies the DKIM signatures (RFC 6376) of a mail as its bytes come, the topmost six at most. A signature that covers
 * only the start of the body (`l=`) is 'policy': anybody may have written the rest.
 */
export async function verifySignatures({ head, body }: HeadAndBody, lookup: DnsLookup, now: Date): Promise<SignatureResult[]> {
  const lines = head.toString('latin1').replace(/\r?\n$/, '').split(/\r?\n/);
  if (lines.length > mostLines) return [{ domain: '', result: 'permerror' }];
  const { kept, signatures, partial } = chooseSignatures(lines);
  if (signatures.length === 0) return partial;
  // Asked for while the body is read.
  for (const { selector, domain } of signatures) lookup(`${selector}._domainkey.${domain}`, 'TXT').catch(() => {});
  const shown = Buffer.from(`${kept.join('\r\n')}\r\n\r\n`, 'latin1');
  try {
    const { results } = await dkimVerify(Readable.from(withBody(shown, body)), { resolver: lookup, curTime: now });
    const whole = results.filter(({ signingDomain }) => signingDomain).map(({ signingDomain, status }) => ({
      domain: signingDomain.toLowerCase(),
      result: resultOf(status),
    }));
    return [...whole, ...partial];
  } catch (error) {
    if (error instanceof TooHard) return [{ domain: '', result: 'permerror' }];
    throw error;
  }
}

/** The best of several: a mail needs one signature that holds. */
export function bestOf(signatures: SignatureResult[]): AuthenticationResult {
  const order: AuthenticationResult[] = ['pass', 'temperror', 'fail', 'policy', 'permerror', 'neutral'];
  return order.find((result) => signatures.some((signature) => signature.result === result)) ?? 'none';
}

interface Chosen {
  /** The header lines that the library shall see. */
  kept: string[];
  signatures: { selector: string; domain: string }[];
  partial: SignatureResult[];
}

/** ARC is left out: the library would ask the DNS for it, and nobody here believes a chain. */
function chooseSignatures(lines: string[]): Chosen {
  const chosen: Chosen = { kept: [], signatures: [], partial: [] };
  for (const field of toFields(lines)) {
    const name = (/^[^:]+/.exec(field[0] ?? '')?.[0] ?? '').trim().toLowerCase();
    if (name.startsWith('arc-')) continue;
    if (name !== 'dkim-signature') {
      chosen.kept.push(...field);
      continue;
    }
    const tags = field.join('').replaceAll(/\s/g, '');
    const domain = (/[;:]d=([^;]+)/i.exec(tags)?.[1] ?? '').toLowerCase();
    if (/[;:]l=/i.test(tags)) {
      if (chosen.partial.length === 0) chosen.partial.push({ domain, result: 'policy' });
    } else if (chosen.signatures.length < mostSignatures) {
      chosen.kept.push(...field);
      chosen.signatures.push({ domain, selector: /[;:]s=([^;]+)/i.exec(tags)?.[1] ?? '' });
    }
  }
  return chosen;
}

/** Each field with the lines that continue it, told apart as the library does. */
function toFields(lines: string[]): string[][] {
  const fields: string[][] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (last && /^\s/.test(line)) last.push(line);
    else fields.push([line]);
  }
  return fields;
}

/** The library would take far more time or memory for such a body than for others of its size. */
class TooHard extends Error {}

const cr = 13;
const lf = 10;

/** Counts what is dear to hash, piece by piece; throws when it is too much. */
function watchLines(): (bytes: Uint8Array) => void {
  let length = 0;
  let isBlank = true;
  let blank = 0;
  let short = 0;
  return (bytes) => {
    for (const byte of bytes) {
      if (byte !== lf) {
        length += 1;
        if (byte !== 32 && byte !== 9 && byte !== cr) isBlank = false;
        continue;
      }
      if (length > longestLine) throw new TooHard();
      // One byte may be the CR alone.
      if (length > 1 && isBlank) blank += 1;
      else if (length > 1 && length < shortLine) short += 1;
      length = 0;
      isBlank = true;
    }
    if (length > longestLine || blank > mostBlank || short > mostShort) throw new TooHard();
  };
}

/** The body with every line ended by CR LF, which spares the library a piece for each line. */
async function* withBody(head: Uint8Array, body: ByteStream): ByteStream {
  yield head;
  let last = 0;
  const look = watchLines();
  for await (const piece of body) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    look(bytes);
    yield endLines(bytes, last);
    last = bytes.at(-1) ?? last;
  }
}

function endLines(bytes: Buffer, before: number): Buffer {
  const isBare = (at: number): boolean => (at === 0 ? before : bytes[at - 1]) !== cr;
  let missing = 0;
  for (let at = bytes.indexOf(lf); at >= 0; at = bytes.indexOf(lf, at + 1)) if (isBare(at)) missing += 1;
  if (missing === 0) return bytes;
  const ended = Buffer.alloc(bytes.length + missing);
  let to = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte === lf && isBare(at)) ended[to++] = cr;
    ended[to++] = byte;
  }
  return ended;
}
/** The library calls a body that was changed 'neutral'; RFC 8601, 2.7.1 calls it 'fail'. */
function resultOf({ result, comment }: { result: string; comment?: string }): AuthenticationResult {
  if (comment === 'body hash did not verify') return 'fail';
  switch (result) {
    case 'pass':
    case 'fail':
    case 'policy':
    case 'temperror':
    case 'permerror':
      return result;
    default:
      return 'neutral';
  }
}
