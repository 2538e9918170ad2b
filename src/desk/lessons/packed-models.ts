import { createPressingReader, packLevels, unpackLevels, type LevelModels, type ReadPressing } from '../priority/index.ts';
import { bundle, createReader, packModel, unbundle, unpackModel, type Model, type Reader } from '../understanding/index.ts';

const ofEntries = 'entries';

/** What one version holds, as bytes: the model of entries, and those of urgency and impact where enough was taught. */
export function packModels(entries: Model, levels: LevelModels): Uint8Array {
  return bundle(new Map([[ofEntries, packModel(entries)], ...packLevels(levels)]));
}

/** Reads with what `packModels` wrote; null for anything else. */
export function readPacked(bytes: Uint8Array): { reader: Reader; pressing: ReadPressing } | null {
  const parts = unbundle(bytes);
  const entries = parts?.get(ofEntries);
  const model = entries ? unpackModel(entries) : null;
  return parts && model && { reader: createReader(model), pressing: createPressingReader(unpackLevels(parts)) };
}
