import { withDigits } from './spoken-numbers.ts';

/** Sounds and words that fill a pause and nothing else; folded. */
const sounds = /^(e+h+|e+m+|u+h*m+|u+h+|e+rm+|a+h+|o+h+|h*m+|pues|osea)$/;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const none: ReadonlySet<string> = new Set();
const articles = 'el la los las un una unos unas the a an';

/** What fills a pause where it stands alone, before one of the words `before` and after none of `after`: elsewhere it is meant. */
const pauses: readonly { said: readonly string[]; before?: ReadonlySet<string>; after: ReadonlySet<string> }[] = [
  { said: ['o', 'sea'], after: none },
  { said: ['i', 'mean'], after: words('what do did') },
  { said: ['este'], before: words(articles), after: none },
  { said: ['like'], before: words(articles), after: words('would id wed youd should looks look seems seem feels sounds something') },
  { said: ['you', 'know'], before: words(`${articles} my it its i im ive we he she they this there theres`), after: words('do did what how who if would all let as') },
];

/**
 * What was said in one go, as somebody would write it: without what fills pauses, without words that were said or heard
 * twice in a row, numbers in digits. Words come folded.
 */
export function asWritten(said: readonly string[]): string[] {
  return withoutRepeats(withDigits(withoutPauses(said)));
}

function withoutPauses(said: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < said.length; at += 1) {
    const word = said[at] ?? '';
    const pause = pauseAt(said, at);
    if (pause > 0) at += pause - 1;
    else if (!sounds.test(word)) out.push(word);
  }
  return out;
}

/** How many words from here on fill a pause. */
function pauseAt(said: readonly string[], at: number): number {
  for (const { said: pause, before, after } of pauses) {
    if (!pause.every((one, place) => said[at + place] === one)) continue;
    const next = said[at + pause.length];
    const isAlone = at === 0 && next === undefined;
    const isMeant = after.has(said[at - 1] ?? '') || (before !== undefined && !before.has(next ?? ''));
    if (isAlone || !isMeant) return pause.length;
  }
  return 0;
}

/** "La la impresora" and "no me no me abre" once; digits stay. */
function withoutRepeats(said: readonly string[]): string[] {
  const out: string[] = [];
  for (const word of said) {
    if (out.at(-1) === word && !/^\d/.test(word)) continue;
    out.push(word);
    const end = out.length;
    if (end >= 4 && out[end - 1] === out[end - 3] && out[end - 2] === out[end - 4]) out.length = end - 2;
  }
  return out;
}
