interface Row {
  number: string;
}

/**
 * By how many rows the list must be moved on so that what stood first in sight stays there when rows above it come or go; where that
 * row itself went, the next one takes its place. 0 when none of what followed it is there any more.
 */
export function rowsMoved(was: readonly Row[], is: readonly Row[], first: number): number {
  if (was[first]?.number === is[first]?.number) return 0;
  const places = new Map(is.map(({ number }, place) => [number, place]));
  for (let place = first; place < was.length; place += 1) {
    const now = places.get(was[place]?.number ?? '');
    if (now !== undefined) return now - first;
  }
  return 0;
}
