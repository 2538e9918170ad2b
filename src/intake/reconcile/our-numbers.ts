import type { ReconcileStore } from './store.ts';

/** Whether an address, as the provider writes it, is one of this desk's: others may use the same account. */
export type IsOurs = (address: string) => Promise<boolean>;

/** Ours are the numbers that the desk names, and those that somebody has reached it by; all of them when it names none. */
export function createOurNumbers(named: string[], store: Pick<ReconcileStore, 'wasReachedBy'>): IsOurs {
  const known = new Set(named);
  return async (address) => {
    const number = address.replace(/^whatsapp:/i, '');
    if (named.length === 0 || known.has(number)) return true;
    if (!(await store.wasReachedBy([number, `whatsapp:${number}`]))) return false;
    known.add(number);
    return true;
  };
}

/** Those of a page that came to our numbers; each number is looked up once. */
export async function oursOf<Item>(page: Item[], to: (item: Item) => string, isOurs: IsOurs): Promise<Item[]> {
  const addresses = [...new Set(page.map(to))];
  const answers = await Promise.all(addresses.map(isOurs));
  const ours = new Set(addresses.filter((_, index) => answers[index]));
  return page.filter((item) => ours.has(to(item)));
}
