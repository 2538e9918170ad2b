/** How many of something each one has at the moment; nobody who has none is remembered. */
export interface Holding {
  /** Whether this one may have another; counts it when so. */
  take(key: string): boolean;
  give(key: string): void;
}

export function createHolding(most: number): Holding {
  const counts = new Map<string, number>();
  return {
    take: (key) => {
      const count = counts.get(key) ?? 0;
      if (count >= most) return false;
      counts.set(key, count + 1);
      return true;
    },
    give: (key) => {
      const count = (counts.get(key) ?? 0) - 1;
      if (count > 0) counts.set(key, count);
      else counts.delete(key);
    },
  };
}
