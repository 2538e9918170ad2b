import type { Level } from '../../core/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import { foldedClauses } from '../understanding/index.ts';
import { isDenied } from './denial.ts';

export interface Judgement {
  impact: Level;
  urgency: Level;
}

const ranks: Record<Level, number> = { low: 0, medium: 1, high: 2 };
const textLimit = 20_000;

/** A phrase as desk.yaml has it, and as it is looked for: folded, between spaces. */
interface Phrase {
  written: string;
  wanted: string;
}
type RaisingPhrases = Record<'high' | 'medium', Phrase[]>;

const prepared = new WeakMap<DeskDefinition['words'], { urgency: RaisingPhrases; impact: RaisingPhrases }>();

/**
 * Raises urgency and impact by the phrases of desk.yaml that the text holds as whole words, in any language,
 * without regard to capitals and accents; never lowers. `because` are the phrases that raised, as desk.yaml has them.
 */
export function raiseByWords(desk: DeskDefinition, text: string, from: Judgement): Judgement & { because: string[] } {
  const phrases = phrasesOf(desk.words);
  const clauses = clausesOf(text);
  const because: string[] = [];
  const raise = (level: Level, raising: RaisingPhrases): Level => {
    for (const candidate of ['high', 'medium'] as const) {
      if (ranks[candidate] <= ranks[level]) return level;
      const said = raising[candidate].filter((phrase) => saidAndDenied(clauses, phrase.wanted).said);
      because.push(...said.map((phrase) => phrase.written));
      if (said.length > 0) return candidate;
    }
    return level;
  };
  const urgency = raise(from.urgency, phrases.urgency);
  const impact = raise(from.impact, phrases.impact);
  return { impact, urgency, because };
}

/** Whether a text denies what a phrase of desk.yaml says: "no es urgente". */
export function deniesPressing(desk: DeskDefinition, dimension: keyof Judgement, text: string): boolean {
  const { high, medium } = phrasesOf(desk.words)[dimension];
  const clauses = clausesOf(text);
  return [...high, ...medium].some(({ wanted }) => saidAndDenied(clauses, wanted).denied);
}

function phrasesOf(words: DeskDefinition['words']): { urgency: RaisingPhrases; impact: RaisingPhrases } {
  const known = prepared.get(words);
  if (known) return known;
  const prepare = ({ es, en }: { es: string[]; en: string[] }) =>
    [...es, ...en]
      .map((written): Phrase => ({ written, wanted: ` ${foldedClauses(written, 200).flat().join(' ')} ` }))
      .filter((phrase) => phrase.wanted.trim() !== '');
  const both = ({ high, medium }: DeskDefinition['words']['urgency']) => ({ high: prepare(high), medium: prepare(medium) });
  const made = { urgency: both(words.urgency), impact: both(words.impact) };
  prepared.set(words, made);
  return made;
}

function clausesOf(text: string): string[] {
  return foldedClauses(text, textLimit).map((words) => ` ${words.join(' ')} `);
}

function saidAndDenied(clauses: readonly string[], wanted: string): { said: boolean; denied: boolean } {
  const found = { said: false, denied: false };
  for (const clause of clauses) {
    for (let at = clause.indexOf(wanted); at >= 0; at = clause.indexOf(wanted, at + 1)) {
      found[isDenied(clause.slice(0, at + 1)) ? 'denied' : 'said'] = true;
    }
  }
  return found;
}
