import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Example } from '../../src/desk/understanding/index.ts';

const rows = z.array(z.object({ text: z.string(), label: z.string() }));

/** A file of test/fixtures/intents. */
export function readIntents(name: string): Example[] {
  return rows.parse(parse(readFileSync(new URL(`../fixtures/intents/${name}.csv`, import.meta.url)), { columns: true }));
}
