import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { noneLabel, type Example } from '../../src/desk/understanding/index.ts';

const rows = z.array(z.object({ text: z.string(), label: z.string() }));

/** A file of test/fixtures/intents. */
export function readIntents(name: string): Example[] {
  return rows.parse(parse(readFileSync(new URL(`../fixtures/intents/${name}.csv`, import.meta.url)), { columns: true }));
}

/** A set of the shape of BANKING77, from CLINC150: 77 intents with so many examples each. */
export function seventySeven(each: number): { train: Example[]; test: Example[] } {
  const all = readIntents('clinc150-train').filter(({ label }) => label !== noneLabel);
  const labels = new Set([...new Set(all.map(({ label }) => label))].sort().slice(0, 77));
  const counts = new Map<string, number>();
  const train = all.filter(({ label }) => {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    return labels.has(label) && (counts.get(label) ?? 0) <= each;
  });
  return { train, test: readIntents('clinc150-test').filter(({ label }) => labels.has(label)) };
}
