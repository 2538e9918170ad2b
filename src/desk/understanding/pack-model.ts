import { z } from 'zod';
import type { Model } from './model.ts';

/** Changes with every change of what is packed or of how texts are read: a model of another format is of no use. */
const format = 'ventanilla-understanding-1';

/** A model as bytes: a line of JSON that tells what is there, then the numbers. */
export function packModel(model: Model): Uint8Array {
  const { labels, belief, nearest } = model;
  const parts = partsOf(model);
  const head = {
    format, labels, belief, sources: nearest.sources, bytes: parts.map(({ byteLength }) => byteLength),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength))]);
}

/** Reads what `packModel` wrote; null for anything else, such as the model of another version. */
export function unpackModel(bytes: Uint8Array): Model | null {
  const end = bytes.indexOf(10);
  const head = end < 0 ? null : readHead(Buffer.from(bytes.subarray(0, end)).toString());
  if (head === null || bytes.length !== end + 1 + head.bytes.reduce((sum, length) => sum + length, 0)) return null;
  let at = end + 1;
  // Copies, so that each begins where its numbers may begin.
  const [hashes, standsUnder, weights, scales, bias, labelsOf, starts, stems] = head.bytes.map((length) => new Uint8Array(bytes.subarray(at, (at += length))).buffer);
  if (!hashes || !standsUnder || !weights || !scales || !bias || !labelsOf || !starts || !stems) return null;
  return {
    labels: head.labels,
    hashes: new Int32Array(hashes),
    standsUnder: new Uint16Array(standsUnder),
    weights: new Int8Array(weights),
    scales: new Float32Array(scales),
    bias: new Float32Array(bias),
    belief: head.belief,
    nearest: { sources: head.sources, labels: new Uint16Array(labelsOf), starts: new Uint32Array(starts), stems: new Int32Array(stems) },
  };
}

function partsOf({ hashes, standsUnder, weights, scales, bias, nearest }: Model): ArrayBufferView[] {
  return [hashes, standsUnder, weights, scales, bias, nearest.labels, nearest.starts, nearest.stems];
}

const headSchema = z.object({
  format: z.literal(format),
  labels: z.array(z.string()),
  belief: z.object({ slope: z.number(), offset: z.number() }),
  sources: z.array(z.string()),
  bytes: z.array(z.int().min(0)).length(8),
});

function readHead(line: string): z.infer<typeof headSchema> | null {
  try {
    return headSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
