import { locales } from '../../core/index.ts';
import type { Locale } from '../../core/index.ts';
import { findEntry } from '../definition/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import { foldedClauses } from '../understanding/index.ts';

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** UTF-16 units: a longer text tells something of its own. */
const longestAnswer = 120;
/** Words besides an entry's name that still make a text that name. */
const mostBeside = 2;

/** Words of an answer that choose nothing; folded. */
const fillers = new Set(words(`
  la el los las lo un una de del al es seria creo que opcion respuesta con por favor porfa gracias hola buenas buenos dias tardes quiero
  the an a of it its is i think option answer number with please thanks thank you hi hello want
  numero num nro n`));
const negations = new Set(words('no ni tampoco ninguna ninguno nada not nor none neither never nothing isnt'));
/** Words that may stand beside a no. */
const pointers = new Set(words('esas esos estas estos eso esa anteriores dos tres opciones these those them that this above options'));
const agreements = new Set(words('si sip claro correcto exacto eso asi ok vale yes yeah yep correct right exactly sure'));

const cardinals = [words('1 uno one'), words('2 dos two'), words('3 tres three')];
const ordinals: Record<Locale, string[][]> = {
  es: [words('primero primera primer 1ro 1ra 1o 1a'), words('segundo segunda 2do 2da 2o 2a'), words('tercero tercera tercer 3ro 3ra 3o 3a')],
  en: [words('first 1st'), words('second 2nd'), words('third 3rd')],
};

/**
 * The entry that a text chooses of those its writer was asked about: by its number ("2", "la dos", "the second one"), by its
 * name in either language, or by a yes where only one was asked about. Null when it says anything else, and where the desk
 * offers that entry no longer.
 */
export function answeredEntry(text: string, asked: readonly string[], desk: DeskDefinition): string | null {
  const chosen = chosenOf(text, asked, desk);
  return chosen !== null && findEntry(desk, chosen) ? chosen : null;
}

function chosenOf(text: string, asked: readonly string[], desk: DeskDefinition): string | null {
  if (asked.length === 0 || text.length > longestAnswer) return null;
  const said = foldedClauses(text, longestAnswer).flat();
  const telling = said.filter((word) => !fillers.has(word));
  const at = placeNamed(telling);
  if (at !== null) return asked[at] ?? null;
  const [only] = asked;
  if (asked.length === 1 && telling.length > 0 && telling.every((word) => agreements.has(word))) return only ?? null;
  return entryNamed(said, asked, desk);
}

/** Whether a text says no to everything that its writer was asked about, and tells nothing else: "ninguna de esas", "none of these". */
export function saysNoneOfThem(text: string): boolean {
  const telling = foldedClauses(text, longestAnswer).flat().filter((word) => !fillers.has(word) && !pointers.has(word));
  return text.length <= longestAnswer && telling.length > 0 && telling.every((word) => negations.has(word));
}

/** The place, from 0, that the words name and nothing else. */
function placeNamed(telling: readonly string[]): number | null {
  const [word = '', after] = telling;
  const counted = (lists: readonly string[][]): number => lists.findIndex((list) => list.includes(word));
  const ordinal = Math.max(...locales.map((locale) => counted(ordinals[locale])));
  const isAlone = telling.length === 1;
  // "The second one".
  if (ordinal >= 0 && (isAlone || (telling.length === 2 && after === 'one'))) return ordinal;
  const cardinal = isAlone ? counted(cardinals) : -1;
  return cardinal >= 0 ? cardinal : null;
}

/** The one entry whose name this is: all of it with a word or two beside, or a part that no other of them has. */
function entryNamed(said: readonly string[], asked: readonly string[], desk: DeskDefinition): string | null {
  const spoken = new Set(said.filter((word) => !fillers.has(word)));
  if (spoken.size === 0) return null;
  const names = asked.flatMap((key) => {
    const entry = findEntry(desk, key);
    return entry ? locales.map((locale) => ({ key, tokens: nameTokens(entry.name[locale]) })) : [];
  });
  const isWhole = (tokens: ReadonlySet<string>) =>
    tokens.size > 0 && spoken.size <= tokens.size + mostBeside && [...tokens].every((word) => spoken.has(word))
    && [...spoken].every((word) => tokens.has(word) || !negations.has(word));
  const whole = names.filter(({ tokens }) => isWhole(tokens));
  const longest = Math.max(0, ...whole.map(({ tokens }) => tokens.size));
  const chosen = oneOf(whole.filter(({ tokens }) => tokens.size === longest));
  if (chosen !== null || whole.length > 0) return chosen;
  if ([...spoken].some((word) => negations.has(word))) return null;
  return oneOf(names.filter(({ tokens }) => [...spoken].every((word) => tokens.has(word))));
}

function nameTokens(name: string): ReadonlySet<string> {
  return new Set(foldedClauses(name, longestAnswer).flat().filter((word) => !fillers.has(word)));
}

function oneOf(found: readonly { key: string }[]): string | null {
  const keys = new Set(found.map(({ key }) => key));
  return keys.size === 1 ? found[0]?.key ?? null : null;
}
