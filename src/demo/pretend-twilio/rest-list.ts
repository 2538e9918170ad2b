import type { RestCall } from './rest-call.ts';

/** One page of a list, newest first, with the address of the next one; the filters' names are the provider's. */
export function pageOf<Item>(
  call: RestCall,
  name: string,
  items: Item[],
  show: (item: Item) => Record<string, unknown>,
): { status: number; body: Record<string, unknown> } {
  const size = Math.min(Number(call.query.get('PageSize') ?? 50), 1000);
  const page = Number(call.query.get('Page') ?? 0);
  const start = page * size;
  const shown = items.slice(start, start + size);
  const uriOf = (number: number): string => {
    const query = new URLSearchParams(call.query);
    query.set('PageSize', String(size));
    query.set('Page', String(number));
    query.set('PageToken', `PA${number}`);
    return `${call.path}?${query.toString()}`;
  };
  return {
    status: 200,
    body: {
      page,
      page_size: size,
      start,
      end: start + Math.max(shown.length - 1, 0),
      uri: `${call.path}?${call.query.toString()}`,
      first_page_uri: uriOf(0),
      next_page_uri: start + size < items.length ? uriOf(page + 1) : null,
      previous_page_uri: page > 0 ? uriOf(page - 1) : null,
      [name]: shown.map(show),
    },
  };
}

/** Whether a date satisfies the filters `Name` (that day), `Name>` and `Name<` (both inclusive); a day without a time is one of UTC. */
export function isWithin(query: URLSearchParams, name: string, date: Date | null): boolean {
  const [on, after, before] = [query.get(name), query.get(`${name}>`), query.get(`${name}<`)];
  if (on === null && after === null && before === null) return true;
  if (!date) return false;
  // The provider's dates have whole seconds.
  const seconds = Math.floor(date.getTime() / 1000) * 1000;
  if (on !== null && date.toISOString().slice(0, 10) !== on.slice(0, 10)) return false;
  if (after !== null && seconds < new Date(after).getTime()) return false;
  return before === null || seconds <= new Date(before.length === 10 ? `${before}T23:59:59Z` : before).getTime();
}

export function isSame(query: URLSearchParams, name: string, value: string | null): boolean {
  const wanted = query.get(name);
  return wanted === null || wanted === value;
}
