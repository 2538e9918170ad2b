/** Words whose meaning is remembered: people's words repeat, and looking one up is dear. */
const mostRemembered = 20_000;

/**
 * Finds the known word that a misspelled or shortened one probably means, else null:
 * one slip in words of five to seven letters, two in longer ones; "compu" means "computador".
 */
export function createSpelling(known: Iterable<string>): (word: string) => string | null {
  const words = [...new Set(known)].filter((word) => word.length >= 4);
  const alike = bucketsOf(words);
  const longer = beginningsOf(words);
  const find = (word: string): string | null => {
    const slips = word.length < 8 ? 1 : 2;
    let best: { word: string; distance: number } | null = null;
    for (let length = word.length - slips; length <= word.length + slips; length += 1) {
      // People seldom miss the first letter; asking for it keeps "gasto" from meaning "pasto".
      for (const candidate of alike.get(`${word.charAt(0)}${length}`) ?? []) {
        const distance = slipsBetween(word, candidate, slips);
        if (distance <= slips && (!best || distance < best.distance)) best = { word: candidate, distance };
      }
    }
    return best?.word ?? longer.get(word) ?? null;
  };
  const remembered = new Map<string, string | null>();
  return (word) => {
    if (word.length < 5 || word.length > 30) return null;
    const before = remembered.get(word);
    if (before !== undefined) return before;
    if (remembered.size >= mostRemembered) remembered.clear();
    const found = find(word);
    remembered.set(word, found);
    return found;
  };
}

/** Words by their first letter and length. */
function bucketsOf(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const buckets = new Map<string, string[]>();
  for (const word of words) {
    const key = `${word.charAt(0)}${word.length}`;
    buckets.set(key, [...(buckets.get(key) ?? []), word]);
  }
  return buckets;
}

/** For every beginning of five letters or more the shortest word that goes on from there. */
function beginningsOf(words: readonly string[]): ReadonlyMap<string, string> {
  const beginnings = new Map<string, string>();
  for (const word of words.toSorted((a, b) => a.length - b.length)) {
    for (let end = 5; end < word.length; end += 1) {
      if (!beginnings.has(word.slice(0, end))) beginnings.set(word.slice(0, end), word);
    }
  }
  return beginnings;
}

/** Letters missing, added, changed or swapped with their neighbour; counting stops above `most`. */
function slipsBetween(a: string, b: string, most: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      current.push(cost);
    }
    if (Math.min(...current) > most) return most + 1;
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? most + 1;
}
