import { locales } from '../../core/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import { noneLabel, type Example } from '../understanding/index.ts';

/** What desk.yaml says that people say: the name and the examples of each entry, and what no entry is for, in every language. */
export function catalogExamples(desk: DeskDefinition): Example[] {
  const entries = desk.services.flatMap((service) => service.entries);
  return locales.flatMap((locale) => [
    ...entries.flatMap(({ key, name, examples }) => [name[locale], ...examples[locale]].map((text) => ({ text, label: key }))),
    ...desk.classification.unrelated[locale].map((text) => ({ text, label: noneLabel })),
  ]);
}
