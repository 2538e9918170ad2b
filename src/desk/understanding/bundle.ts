import { z } from 'zod';

const format = 'ventanilla-models-1';
const headSchema = z.object({ format: z.literal(format), parts: z.array(z.tuple([z.string(), z.int().min(0)])) });

/** Several packed models as one: a line of JSON that names them and tells their lengths, then their bytes. */
export function bundle(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const head = { format, parts: [...parts].map(([name, { byteLength }]) => [name, byteLength]) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...parts.values()]);
}

/** Reads what `bundle` wrote; null for anything else. */
export function unbundle(bytes: Uint8Array): Map<string, Uint8Array> | null {
  const end = bytes.indexOf(10);
  const head = end < 0 ? null : readHead(Buffer.from(bytes.subarray(0, end)).toString());
  if (head === null || bytes.length !== head.parts.reduce((sum, [, length]) => sum + length, end + 1)) return null;
  let at = end + 1;
  return new Map(head.parts.map(([name, length]) => [name, bytes.subarray(at, (at += length))]));
}

function readHead(line: string): z.infer<typeof headSchema> | null {
  try {
    return headSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
