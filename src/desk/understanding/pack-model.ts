import { z } from 'zod';
import { bundle, unbundle } from './bundle.ts';
import type { Model } from './model.ts';

/** Changes with every change of what is packed or of how texts are read: a model of another format is of no use. */
const format = 'ventanilla-understanding-1';

const aboutSchema = z.object({
  format: z.literal(format),
  labels: z.array(z.string()),
  belief: z.object({ slope: z.number(), offset: z.number() }),
  sources: z.array(z.string()),
});

/** A model as bytes: what it is about, then its numbers. */
export function packModel(model: Model): Uint8Array {
  const { labels, belief, nearest } = model;
  const about: z.infer<typeof aboutSchema> = { format, labels: [...labels], belief, sources: [...nearest.sources] };
  return bundle(about, numbersOf(model).map((numbers) => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)));
}

/** Reads what `packModel` wrote; null for anything else, such as the model of another version. */
export function unpackModel(bytes: Uint8Array): Model | null {
  const found = unbundle(bytes);
  const about = aboutSchema.safeParse(found?.about).data;
  if (!found || !about) return null;
  // Copies, so that each begins where its numbers may begin.
  const [hashes, standsUnder, weights, scales, bias, labelsOf, starts, stems] = found.parts.map((part) => new Uint8Array(part).buffer);
  if (!hashes || !standsUnder || !weights || !scales || !bias || !labelsOf || !starts || !stems) return null;
  if ([hashes, scales, bias, starts, stems].some(({ byteLength }) => byteLength % 4 !== 0) || [standsUnder, labelsOf].some(({ byteLength }) => byteLength % 2 !== 0)) return null;
  return {
    labels: about.labels,
    hashes: new Int32Array(hashes),
    standsUnder: new Uint16Array(standsUnder),
    weights: new Int8Array(weights),
    scales: new Float32Array(scales),
    bias: new Float32Array(bias),
    belief: about.belief,
    nearest: { sources: about.sources, labels: new Uint16Array(labelsOf), starts: new Uint32Array(starts), stems: new Int32Array(stems) },
  };
}

function numbersOf({ hashes, standsUnder, weights, scales, bias, nearest }: Model): ArrayBufferView[] {
  return [hashes, standsUnder, weights, scales, bias, nearest.labels, nearest.starts, nearest.stems];
}
