import { heardEn } from './locales/heard-en.ts';
import { heardEs } from './locales/heard-es.ts';
import type { HeardWords } from './locales/words-to-hear.ts';

/** Both languages are understood everywhere: people mix them, and recognisers do, too. */
const both = [heardEs, heardEn];
const wordSet = (pick: (heard: HeardWords) => string): ReadonlySet<string> =>
  new Set(both.flatMap((heard) => pick(heard).split(/\s+/).filter(Boolean)));
const phrases = (pick: (heard: HeardWords) => string[]): readonly string[] => both.flatMap(pick);

const fillers = wordSet((heard) => heard.fillers);
const keys = new Map(both.flatMap((heard) => Object.entries(heard.keys)));
const yes = wordSet((heard) => heard.yes);
const no = wordSet((heard) => heard.no);
const besideYesOrNo = wordSet((heard) => heard.besideYesOrNo);
const yesPhrases = new Set(phrases((heard) => heard.yesPhrases));
const noPhrases = new Set(phrases((heard) => heard.noPhrases));
const person = wordSet((heard) => heard.person);
const besidePerson = wordSet((heard) => heard.besidePerson);
const back = new Set(phrases((heard) => heard.back));
const repeat = new Set(phrases((heard) => heard.repeat));

/** Choices that stand anywhere in an utterance, longest phrases first by their order in the lists. */
export const choices = {
  stoppedYes: phrases((heard) => heard.stopped.yes),
  stoppedNo: phrases((heard) => heard.stopped.no),
  othersYes: phrases((heard) => heard.others.yes),
  othersNo: phrases((heard) => heard.others.no),
  callback: phrases((heard) => heard.callback.wish),
  otherTime: phrases((heard) => heard.callback.otherTime),
  otherNumber: phrases((heard) => heard.callback.otherNumber),
  line: phrases((heard) => heard.callback.line),
  hear: phrases((heard) => heard.openTicket.hear),
  addWords: phrases((heard) => heard.openTicket.addWords),
  newMatter: phrases((heard) => heard.openTicket.newMatter),
} as const;

const mostHeard = 1000;

/** Lower case, no accents, apostrophes closed up, everything else that is not a letter or digit a space. */
export function heardText(words: string): string {
  return words
    .slice(0, mostHeard)
    .normalize('NFD')
    .replaceAll(/[\p{M}'’‘`´]/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function heardTokens(words: string): string[] {
  return heardText(words).split(' ').filter(Boolean);
}

/** The tokens that tell something. */
export function tellingTokens(words: string): string[] {
  return heardTokens(words).filter((token) => !fillers.has(token));
}

/** The key that was said ("dos", "option two", "asterisco"), when nothing else was. */
export function spokenKey(words: string): string | null {
  const tokens = heardTokens(words);
  const told = (tokens.length === 1 ? tokens : tokens.filter((token) => !fillers.has(token))).join(' ');
  return keys.get(told) ?? (/^\d$/.test(told) ? told : null);
}

/** Yes or no in many ways; null when it is neither, or both. */
export function spokenYesOrNo(words: string): 'yes' | 'no' | null {
  const tokens = heardTokens(words);
  const whole = tokens.join(' ');
  if (noPhrases.has(whole)) return 'no';
  if (yesPhrases.has(whole)) return 'yes';
  const strong = tokens.filter((token) => yes.has(token) || no.has(token) || !(fillers.has(token) || besideYesOrNo.has(token)));
  const [first] = strong;
  if (first === undefined) return null;
  const saysNo = strong.some((token) => no.has(token));
  const saysYes = strong.some((token) => yes.has(token));
  if (saysNo && saysYes) return null;
  if (yes.has(first)) return 'yes';
  return no.has(first) ? 'no' : null;
}

/** A no and nothing else: "ninguna de esas", "none of these". */
export function saysOnlyNo(words: string): boolean {
  const tokens = heardTokens(words);
  return tokens.some((token) => no.has(token)) && tokens.every((token) => no.has(token) || fillers.has(token) || besideYesOrNo.has(token));
}

/** A wish for a person and nothing else: "quiero hablar con una persona", "operator". */
export function asksForPerson(words: string): boolean {
  const tokens = heardTokens(words);
  return tokens.some((token) => person.has(token)) &&
    tokens.every((token) => person.has(token) || besidePerson.has(token) || fillers.has(token));
}

export function asksToGoBack(words: string): boolean {
  return back.has(tellingTokens(words).join(' ')) || back.has(heardText(words));
}

export function asksToRepeat(words: string): boolean {
  return repeat.has(tellingTokens(words).join(' ')) || repeat.has(heardText(words));
}

/** Whether one of the phrases stands in the utterance, at word boundaries. */
export function containsChoice(words: string, choice: keyof typeof choices): boolean {
  const padded = ` ${heardText(words)} `;
  return choices[choice].some((phrase) => padded.includes(` ${phrase} `));
}

const languageNames = { es: new Set(heardEs.language.split(' ')), en: new Set(heardEn.language.split(' ')) };

/** The language that was named, when only one was. */
export function spokenLanguage(words: string): 'es' | 'en' | null {
  const tokens = heardTokens(words);
  const es = tokens.some((token) => languageNames.es.has(token));
  const en = tokens.some((token) => languageNames.en.has(token));
  if (es === en) return null;
  return es ? 'es' : 'en';
}

/** Something was said about the matter, not only "hello" or "er". */
export function isAboutSomething(words: string): boolean {
  return tellingTokens(words).some((token) => token.length >= 3 && !yes.has(token) && !no.has(token) && !keys.has(token));
}
