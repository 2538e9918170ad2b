import { z } from 'zod';

/** What `bundle` wrote, taken apart. */
export interface Bundle {
  /** What it says of its parts, as JSON has it. */
  about: unknown;
  parts: Uint8Array[];
}

const headSchema = z.object({ about: z.unknown(), lengths: z.array(z.int().min(0)) });
const lineEnd = 10;

/** Bytes of any kind as one: a line of JSON that says what they are and tells their lengths, then they. */
export function bundle(about: object, parts: readonly Uint8Array[]): Uint8Array {
  const head = { about, lengths: parts.map(({ byteLength }) => byteLength) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...parts]);
}

/** Reads what `bundle` wrote, without copying the parts; null for anything else. */
export function unbundle(bytes: Uint8Array): Bundle | null {
  const end = bytes.indexOf(lineEnd);
  const head = end < 0 ? null : readHead(Buffer.from(bytes.subarray(0, end)).toString());
  if (head === null || bytes.length !== head.lengths.reduce((sum, length) => sum + length, end + 1)) return null;
  let at = end + 1;
  return { about: head.about, parts: head.lengths.map((length) => bytes.subarray(at, (at += length))) };
}

function readHead(line: string): z.infer<typeof headSchema> | null {
  try {
    return headSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
