import { foldedClauses } from '../understanding/index.ts';

/** What may stand before words to deny them: "no es urgente", "nada urgente", "no creo que sea urgente", "not that urgent". */
const denial = new RegExp(
  ' (no|ni|nada|sin|tampoco|not|nor|isnt|wasnt|never'
  + '|no (me )?(creo|pienso|considero|parece)( que)?|(dont|doesnt|do not|does not) (think|believe|consider|seem)( that)?( (it|its|this|is))*)'
  + '( (es|son|sea|hay|tiene|corre|tan|muy|nada|para|de|del|el|la|un|una|ningun|ninguna|the|that|very|so|a|an|be|really|too|all|at|any))* $',
);
const longestDenial = 60;

/** Whether words are denied by what stands right before them: folded words between spaces, up to where they begin. */
export function isDenied(before: string): boolean {
  return denial.test(before.slice(-longestDenial));
}

/** The folded words of the text without those that are denied; looks at the first `limit` UTF-16 units. */
export function withoutDenied(text: string, limit: number): string {
  return foldedClauses(text, limit).map((words) => {
    let before = ' ';
    const kept = words.filter((word) => {
      const isKept = !isDenied(before);
      before = `${before}${word} `.slice(-2 * longestDenial);
      return isKept;
    });
    return kept.join(' ');
  }).join('. ');
}
