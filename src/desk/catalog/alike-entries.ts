import { locales } from '../../core/index.ts';
import type { DeskDefinition, Finding } from '../definition/index.ts';
import { createReader, learn, usualBelief, type Reader } from '../understanding/index.ts';
import { catalogExamples } from './catalog-examples.ts';

/** Another entry that is more likely than not, although the text was learned for its own. */
const surelyAlike = 0.5;
/** Each example is read by what was learned from the other parts. */
const parts = 5;
/** As many examples of two entries that are taken for each other, and as large a share of all of theirs, are no chance. */
const fewestConfused = 3;
const confusedShare = 0.23;

/**
 * What will be mistaken because desk.yaml says nearly the same of two entries: examples and names that read like another
 * entry, and pairs of entries whose examples are taken for each other. The same desk gives the same findings; takes less
 * than a second for 20 entries.
 */
export function alikeEntries(desk: DeskDefinition): Finding[] {
  const said = saidOfEntries(desk);
  return [...alikeTexts(desk, said), ...alikePairs(desk, said)];
}

interface SaidOfEntry {
  entry: string;
  text: string;
  path: Finding['path'];
}

function saidOfEntries(desk: DeskDefinition): SaidOfEntry[] {
  return locales.flatMap((locale) => desk.services.flatMap((service, at) => service.entries.flatMap(({ key: entry, name, examples }, index) => {
    const path = ['services', at, 'entries', index];
    return [
      { entry, text: name[locale], path: [...path, 'name', locale] },
      ...examples[locale].map((text, place): SaidOfEntry => ({ entry, text, path: [...path, 'examples', locale, place] })),
    ];
  })));
}

function alikeTexts(desk: DeskDefinition, said: readonly SaidOfEntry[]): Finding[] {
  const reader = createReader(learn(catalogExamples(desk), usualBelief));
  return said.flatMap(({ entry, text, path }): Finding[] => {
    const other = reader.read(text).find(({ label }) => label !== entry);
    if (!other || other.confidence < surelyAlike) return [];
    return [{ path, message: `reads nearly like "${other.label}", so texts like it may go to that one or to "${entry}"`, at: 'value' }];
  });
}

/** Told at the entry that stands later in the file. */
function alikePairs(desk: DeskDefinition, said: readonly SaidOfEntry[]): Finding[] {
  const read = Array.from({ length: parts }, (_, part) => readApart(desk, said.filter((_said, at) => at % parts === part))).flat();
  const countOf = (entry: string) => read.filter((one) => one.entry === entry).length;
  const takenFor = (entry: string, other: string) => read.filter((one) => one.entry === entry && one.taken === other).length;
  const entries = desk.services.flatMap((service, at) => service.entries.map(({ key }, index) => ({ key, path: ['services', at, 'entries', index] })));
  return entries.flatMap(({ key, path }, place) => entries.slice(0, place).flatMap(({ key: other }): Finding[] => {
    const here = takenFor(key, other);
    const there = takenFor(other, key);
    const most = countOf(key) + countOf(other);
    if (here === 0 || there === 0 || here + there < Math.max(fewestConfused, confusedShare * most)) return [];
    return [{
      path: [...path, 'examples'], at: 'key',
      message: `looks like "${other}": of the names and examples of both, ${here + there} of ${most} would be taken for the other one, were they not given`,
    }];
  }));
}

/** What these texts are taken for by what was learned from all others. */
function readApart(desk: DeskDefinition, apart: readonly SaidOfEntry[]): { entry: string; taken: string }[] {
  const left = new Set(apart.map(({ entry, text }) => `${entry} ${text}`));
  const reader: Reader = createReader(learn(catalogExamples(desk).filter(({ label, text }) => !left.has(`${label} ${text}`)), usualBelief));
  return apart.map(({ entry, text }) => ({ entry, taken: reader.read(text)[0]?.label ?? entry }));
}
