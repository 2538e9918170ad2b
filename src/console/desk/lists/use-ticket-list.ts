import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TicketSummary } from '../../../api/contract.ts';
import { queryOf, request } from '../../shared/request.ts';
import { serverNow } from '../../shared/times.ts';
import { useLanguage } from '../../shared/words.tsx';
import type { TicketNews } from '../live/live.ts';
import { useTicketNews } from '../live/use-live.tsx';
import { useSession } from '../session.tsx';
import { stillMatches } from './list-state.ts';

export interface TicketPage {
  tickets: TicketSummary[];
  nextCursor: string | null;
}
type Pages = InfiniteData<TicketPage, string>;

const pageLength = 200;
/** However much changes, what is shown changes once in so many milliseconds. */
const calm = 1_000;

export const listKey = 'ticket-list';

/** What brings a ticket into lists; any other change is of one that may stand further down than was loaded. */
const entering = new Set<TicketNews['name']>([
  'ticket.opened', 'ticket.routed', 'ticket.reopened', 'ticket.transferred', 'ticket.escalated', 'ticket.overflowed', 'ticket.assigned', 'ticket.resumed', 'offer.accepted',
]);

type News = ReadonlyMap<string, { ticket: TicketSummary; enters: boolean }>;

/**
 * A list of tickets, loaded page by page and kept for ten minutes after it was left. Rows that change are exchanged in
 * place, those that no longer belong go, and `fresh` counts those that came since; `takeFresh` reads the list anew.
 */
export function useTicketList(asked: Record<string, string>) {
  const { locale } = useLanguage();
  const { me } = useSession();
  const queries = useQueryClient();
  const query = queryOf(asked);
  const key = [listKey, query, locale];
  const list = useInfiniteQuery({
    queryKey: key, initialPageParam: '', staleTime: 30_000, gcTime: 10 * 60_000, refetchOnWindowFocus: false,
    queryFn: ({ pageParam, signal }) =>
      request<TicketPage>('GET', `/api/tickets${queryOf({ ...asked, locale, limit: pageLength, cursor: pageParam })}`, { signal }),
    getNextPageParam: (last) => last.nextCursor,
  });
  const fresh = useFreshNews(query, (news) => {
    let unknown: string[] = [];
    queries.setQueryData<Pages>(key, (pages) => {
      if (!pages) return pages;
      const applied = applyNews(pages, news, (ticket) => stillMatches(ticket, asked, me, serverNow()));
      const isWhole = pages.pages.at(-1)?.nextCursor === null;
      unknown = applied.unknown.filter((number) => isWhole || news.get(number)?.enters === true);
      return applied.pages;
    });
    return unknown;
  });
  const { clear } = fresh;
  const takeFresh = useCallback(() => {
    clear();
    const ofList = [listKey, query, locale];
    // Whoever looks at the top needs the first page; what follows is loaded again as they go on.
    queries.setQueryData<Pages>(ofList, (pages) => pages && { pages: pages.pages.slice(0, 1), pageParams: pages.pageParams.slice(0, 1) });
    void queries.invalidateQueries({ queryKey: ofList, exact: true });
  }, [clear, queries, query, locale]);
  return { list, fresh: fresh.count, takeFresh };
}

/** Gathers news and applies them at most once in a second; counts what came that the list does not have. */
function useFreshNews(query: string, apply: (news: News) => string[]) {
  const [unknown, setUnknown] = useState<{ query: string; numbers: ReadonlySet<string> }>({ query, numbers: new Set() });
  const waiting = useRef(new Map<string, { ticket: TicketSummary; enters: boolean }>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const current = useRef(apply);
  useEffect(() => {
    current.current = apply;
  });
  useEffect(() => () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  }, []);
  const listen = useCallback(({ ticket, name }: TicketNews) => {
    const enters = entering.has(name) || waiting.current.get(ticket.number)?.enters === true;
    waiting.current.set(ticket.number, { ticket, enters });
    timer.current ??= setTimeout(() => {
      timer.current = null;
      const news = waiting.current;
      waiting.current = new Map();
      const found = current.current(news);
      if (found.length > 0) setUnknown((before) => ({ query, numbers: new Set([...(before.query === query ? before.numbers : []), ...found]) }));
    }, calm);
  }, [query]);
  useTicketNews(listen);
  const clear = useCallback(() => setUnknown({ query, numbers: new Set() }), [query]);
  return { count: unknown.query === query ? unknown.numbers.size : 0, clear };
}

/** The pages after these news, the same object where nothing of theirs changed, and the numbers of matching tickets that they do not have. */
export function applyNews(
  pages: Pages, news: News, matches: (ticket: TicketSummary) => boolean,
): { pages: Pages; unknown: string[] } {
  const left = new Map(news);
  const changed = pages.pages.map((page) => {
    if (!page.tickets.some(({ number }) => news.has(number))) return page;
    const tickets = page.tickets.flatMap((was) => {
      const is = news.get(was.number)?.ticket;
      if (!is) return [was];
      left.delete(was.number);
      return matches(is) ? [{ ...is, ...namesOf(was, is) }] : [];
    });
    return { ...page, tickets };
  });
  const unknown = [...left.values()].flatMap(({ ticket }) => (matches(ticket) ? [ticket.number] : []));
  const isChanged = changed.some((page, index) => page !== pages.pages[index]);
  return { pages: isChanged ? { ...pages, pages: changed } : pages, unknown };
}

/** News come in the desk's language: names that are still the same stay in the reader's. */
function namesOf(was: TicketSummary, is: TicketSummary): Pick<TicketSummary, 'team' | 'service' | 'entry'> {
  const named = (field: 'team' | 'service' | 'entry') => (was[field]?.key === is[field]?.key ? was[field] : is[field]);
  return { team: named('team'), service: named('service'), entry: named('entry') };
}
