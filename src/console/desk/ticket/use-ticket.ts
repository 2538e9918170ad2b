import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Ticket } from '../../../api/contract.ts';
import { queryOf, request } from '../../shared/request.ts';
import { useLanguage } from '../../shared/words.tsx';

/** Signed addresses of files live half an hour at least, and the ticket brings new ones. */
const linksLive = 25 * 60_000;

export function ticketKey(number: string): [string, string] {
  return ['ticket', number];
}

/** One ticket with its timeline, by the number in the address: that of a merged one answers with another number. */
export function useTicket(number: string) {
  const queries = useQueryClient();
  const { locale } = useLanguage();
  const shownIn = useRef(locale);
  const query = useQuery({
    queryKey: ticketKey(number), refetchInterval: linksLive,
    queryFn: ({ signal }) => request<Ticket>('GET', `/api/tickets/${encodeURIComponent(number)}${queryOf({ locale })}`, { signal }),
  });
  useEffect(() => {
    if (shownIn.current === locale) return;
    shownIn.current = locale;
    void queries.invalidateQueries({ queryKey: ticketKey(number) });
  }, [locale, number, queries]);
  return query;
}

/** Shows what an action answered at once, and lets lists be read anew. Never goes back to an older version. */
export function keepTicket(queries: QueryClient, ticket: Ticket): void {
  queries.setQueryData<Ticket>(ticketKey(ticket.number), (known) => (known && known.version > ticket.version ? known : ticket));
  void queries.invalidateQueries({ queryKey: ['tickets'] });
}
