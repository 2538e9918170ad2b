import type { ByteStream } from '../../src/desk/files/index.ts';
import { peek } from './streams.ts';

/** Undoes a Content-Transfer-Encoding (RFC 2045, 6) as the bytes come; whatever it does not know, and what is broken, passes as it is. */
export function decodeTransfer(stream: ByteStream, encoding: string): ByteStream {
  const name = encoding.replaceAll(/\([^()]*\)/g, '').trim().toLowerCase().replaceAll(/[^a-z0-9-]/g, '');
  if (name === 'base64') return decodeClaimedBase64(stream);
  return name === 'quoted-printable' ? decodeQuoted(stream) : stream;
}

/** Some programs write it above what they never encoded: plain words, which stand apart and end in points. */
async function* decodeClaimedBase64(stream: ByteStream): ByteStream {
  const { start, all } = await peek(stream, mostLookedAt);
  const text = start.subarray(0, mostLookedAt).toString('latin1').replaceAll(/^[ \t]+|[ \t\r]+$/gm, '');
  const others = text.replaceAll(/[A-Za-z0-9+/=_\n-]+/g, '').length;
  yield* others > 3 && others * 12 > text.length ? all : decodeBase64(all);
}

/** Letters of base64 only; padding in the middle, where two encoded texts were put together, ends a quartet. */
async function* decodeBase64(stream: ByteStream): ByteStream {
  let left = '';
  for await (const piece of stream) {
    const letters = left + Buffer.from(piece).toString('latin1').replaceAll(/[^A-Za-z0-9+/=_-]+/g, '');
    const parts = letters.split(/=+/);
    const last = parts.pop() ?? '';
    const whole = last.length - (last.length % 4);
    left = last.slice(whole);
    const bytes = Buffer.concat([...parts, last.slice(0, whole)].map((part) => Buffer.from(part, 'base64')));
    if (bytes.length > 0) yield bytes;
  }
  const bytes = Buffer.from(left, 'base64');
  if (bytes.length > 0) yield bytes;
}

/** Quoted-printable; the end of a piece that may go on in the next one waits for it. */
async function* decodeQuoted(stream: ByteStream): ByteStream {
  let left = Buffer.alloc(0);
  for await (const piece of stream) {
    const bytes = left.length === 0 ? Buffer.from(piece) : Buffer.concat([left, piece]);
    const end = endOfWhole(bytes);
    left = Buffer.from(bytes.subarray(end));
    const decoded = unquote(bytes.subarray(0, end));
    if (decoded.length > 0) yield decoded;
  }
  const decoded = unquote(left);
  if (decoded.length > 0) yield decoded;
}

const mostLookedAt = 1024;
const longestWait = 200;

/** Where an equals sign, or white space that may end a line, stands at the very end. */
function endOfWhole(bytes: Buffer): number {
  let end = bytes.length;
  const least = Math.max(bytes.length - longestWait, 0);
  while (end > least && isBlank(bytes[end - 1] ?? 0)) end -= 1;
  for (let back = 1; back <= 2; back += 1) if (end - back >= least && bytes[end - back] === 61) return end - back;
  return end;
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13;
}

function unquote(bytes: Buffer): Buffer {
  if (!bytes.includes(61)) return bytes;
  const decoded = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== 61) {
      decoded[length++] = byte;
      continue;
    }
    const value = fromHex(bytes[at + 1]) * 16 + fromHex(bytes[at + 2]);
    if (value >= 0) {
      decoded[length++] = value;
      at += 2;
      continue;
    }
    const end = softEnd(bytes, at + 1);
    if (end === null) decoded[length++] = byte;
    else at = end;
  }
  return decoded.subarray(0, length);
}

/** The end of a line that goes on in the next one: its last byte; null when there is none here. */
function softEnd(bytes: Buffer, from: number): number | null {
  let at = from;
  while (at - from < longestWait && isBlank(bytes[at] ?? 0)) at += 1;
  if (bytes[at] === 10) return at;
  return at >= bytes.length ? bytes.length - 1 : null;
}

/** NaN-like -256 for what is no digit, so that a pair with it is below zero. */
function fromHex(byte: number | undefined): number {
  if (byte === undefined) return -256;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -256;
}
