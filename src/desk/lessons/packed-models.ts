import { z } from 'zod';
import { createPressingReader, packLevels, unpackLevels, type LevelModels, type ReadPressing } from '../priority/index.ts';
import { bundle, createReader, packModel, unbundle, unpackModel, type Model, type Reader } from '../understanding/index.ts';

/** Changes with every change of which models are packed. */
const format = 'ventanilla-models-1';
const ofEntries = 'entries';
const aboutSchema = z.object({ format: z.literal(format), names: z.array(z.string()) });

/** What one version holds, as bytes: the model of entries, and those of urgency and impact where enough was taught. */
export function packModels(entries: Model, levels: LevelModels): Uint8Array {
  const parts = new Map([[ofEntries, packModel(entries)], ...packLevels(levels)]);
  const about: z.infer<typeof aboutSchema> = { format, names: [...parts.keys()] };
  return bundle(about, [...parts.values()]);
}

/** Reads with what `packModels` wrote; null for anything else. */
export function readPacked(bytes: Uint8Array): { reader: Reader; pressing: ReadPressing } | null {
  const found = unbundle(bytes);
  const about = aboutSchema.safeParse(found?.about).data;
  const parts = new Map(found?.parts.map((part, at) => [about?.names[at] ?? '', part]));
  const entries = about && parts.get(ofEntries);
  const model = entries ? unpackModel(entries) : null;
  return model && { reader: createReader(model), pressing: createPressingReader(unpackLevels(parts)) };
}
