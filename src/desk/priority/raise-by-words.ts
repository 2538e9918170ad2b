import type { Level } from '../../core/index.ts';
import { foldedClauses } from '../catalog/index.ts';
import type { DeskDefinition } from '../definition/index.ts';

export interface Judgement {
  impact: Level;
  urgency: Level;
}

const ranks: Record<Level, number> = { low: 0, medium: 1, high: 2 };
const textLimit = 20_000;

/** What may stand before a phrase to deny it: "no es urgente", "nada urgente", "not that urgent". */
const denial = / (no|nada|sin|tampoco|not|isnt|wasnt|never)( (es|son|sea|hay|tiene|tan|muy|nada|de|un|una|that|very|so|a|an|really|too|all|at|any))* $/;

/**
 * Raises urgency and impact by the phrases of desk.yaml that the text holds as whole words, in any language,
 * without regard to capitals and accents; never lowers. `because` are the phrases that raised, as desk.yaml has them.
 */
export function raiseByWords(desk: DeskDefinition, text: string, from: Judgement): Judgement & { because: string[] } {
  const clauses = foldedClauses(text, textLimit).map((words) => ` ${words.join(' ')} `);
  const because: string[] = [];
  const raise = (level: Level, words: DeskDefinition['words']['urgency']): Level =>
    (['high', 'medium'] as const).reduce<Level>((reached, candidate) => {
      if (ranks[candidate] <= ranks[reached]) return reached;
      const said = [...words[candidate].es, ...words[candidate].en].filter((phrase) => says(clauses, phrase));
      because.push(...said);
      return said.length > 0 ? candidate : reached;
    }, level);
  const urgency = raise(from.urgency, desk.words.urgency);
  const impact = raise(from.impact, desk.words.impact);
  return { impact, urgency, because };
}

function says(clauses: readonly string[], phrase: string): boolean {
  const wanted = ` ${foldedClauses(phrase, 200).flat().join(' ')} `;
  if (wanted.trim() === '') return false;
  return clauses.some((clause) => {
    for (let at = clause.indexOf(wanted); at >= 0; at = clause.indexOf(wanted, at + 1)) {
      if (!denial.test(clause.slice(Math.max(0, at - 60), at + 1))) return true;
    }
    return false;
  });
}
