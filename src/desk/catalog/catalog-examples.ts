import { locales } from '../../core/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import { noneLabel, type Example } from '../understanding/index.ts';

/** A synonym is a thing that an entry is about, and may be named in other matters too: it counts less than a whole sentence. */
const synonymWeight = 0.5;

/** What desk.yaml says that people say: name, description, examples and synonyms of each entry, and what no entry is for, in every language. */
export function catalogExamples(desk: DeskDefinition): Example[] {
  const entries = desk.services.flatMap((service) => service.entries);
  return locales.flatMap((locale) => [
    ...entries.flatMap(({ key, name, description, examples, synonyms }): Example[] => [
      ...[name[locale], ...(description ? [description[locale]] : []), ...examples[locale]].map((text) => ({ text, label: key })),
      ...synonyms[locale].map((text) => ({ text, label: key, weight: synonymWeight })),
    ]),
    ...desk.classification.unrelated[locale].map((text) => ({ text, label: noneLabel })),
  ]);
}
