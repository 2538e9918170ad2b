/**
 * Finds the known word that a misspelled or shortened one probably means, else null:
 * one slip in words of five to seven letters, two in longer ones; "compu" means "computador".
 */
export function createSpelling(known: Iterable<string>): (word: string) => string | null {
  const byLength = new Map<number, string[]>();
  for (const word of new Set(known)) {
    if (word.length < 4) continue;
    byLength.set(word.length, [...(byLength.get(word.length) ?? []), word]);
  }
  return (word) => {
    if (word.length < 5 || word.length > 30) return null;
    const slips = word.length < 8 ? 1 : 2;
    let best: { word: string; distance: number } | null = null;
    for (let length = word.length - slips; length <= word.length + slips; length += 1) {
      for (const candidate of byLength.get(length) ?? []) {
        // People seldom miss the first letter; asking for it keeps "gasto" from meaning "pasto".
        if (candidate[0] !== word[0]) continue;
        const distance = slipsBetween(word, candidate, slips);
        if (distance <= slips && (!best || distance < best.distance)) best = { word: candidate, distance };
      }
    }
    return best?.word ?? lengthen(word, byLength);
  };
}

/** The shortest known word that begins with this one, which has at least five letters. */
function lengthen(word: string, byLength: ReadonlyMap<number, readonly string[]>): string | null {
  if (word.length < 5) return null;
  const longer = [...byLength.keys()].filter((length) => length > word.length).sort((a, b) => a - b);
  return longer.flatMap((length) => byLength.get(length) ?? []).find((candidate) => candidate.startsWith(word)) ?? null;
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
