import type { Catalog } from '../../api/contract.ts';

export type Service = Catalog[number];
export type Entry = Service['entries'][number];

export interface Found {
  service: Service;
  entry: Entry;
}

/** Words that say nothing of what somebody wants, in both languages, without accents. */
const emptyWords = new Set((
  'a al como con cual cuando de del donde el ella en es esta este esto hay la las le lo los me mi mis muy necesito no o para pero por que quiero se si su tengo un una y ya '
  + 'an and are at but can do does for how i in is it my not of on or the this to we what when where which with you your want need have'
).split(' '));

/** How much a word that matches counts, by where it stands. */
const weights = { name: 4, service: 2, example: 3 };

/** The entries that what somebody typed may mean, best first; accents and letter case do not matter, and neither do word endings. */
export function searchCatalog(services: Service[], typed: string): Found[] {
  const asked = wordsOf(typed);
  const telling = asked.filter((word) => !emptyWords.has(word));
  const sought = telling.length > 0 ? telling : asked;
  if (sought.length === 0) return [];
  const scored = services.flatMap((service) => service.entries.map((entry) => {
    const places = [
      { words: wordsOf(entry.name), weight: weights.name }, { words: wordsOf(service.name), weight: weights.service },
      { words: entry.examples.flatMap(wordsOf), weight: weights.example },
    ];
    const best = sought.map((word) => Math.max(0, ...places.map(({ words, weight }) => (words.some((other) => isLike(word, other)) ? weight : 0))));
    return { found: { service, entry }, met: best.filter((score) => score > 0).length, score: best.reduce((sum, score) => sum + score, 0) };
  }));
  return scored
    .filter(({ met }) => met > 0 && met >= sought.length / 2)
    .sort((one, other) => other.met - one.met || other.score - one.score)
    .map(({ found }) => found);
}

function wordsOf(text: string): string[] {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** The beginning of a word, or the same word with another ending. */
function isLike(typed: string, word: string): boolean {
  if (word.startsWith(typed)) return typed.length > 1 || word.length === 1;
  let same = 0;
  while (same < typed.length && typed[same] === word[same]) same += 1;
  return same >= 5 || (same >= 4 && Math.max(typed.length, word.length) <= 6);
}
