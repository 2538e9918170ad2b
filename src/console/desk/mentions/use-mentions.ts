import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Mention } from '../../../api/contract.ts';
import { request } from '../../shared/request.ts';
import type { TicketNews } from '../live/live.ts';
import { useTicketNews } from '../live/use-live.tsx';

const key = ['mentions'];

/** What this person was mentioned in, read anew with every note that they may see. */
export function useMentions() {
  const queries = useQueryClient();
  const mentions = useQuery({
    queryKey: key, queryFn: ({ signal }) => request<{ mentions: Mention[]; unread: number }>('GET', '/api/mentions', { signal }),
  });
  useTicketNews(useCallback(({ name }: TicketNews) => {
    if (name === 'note.written') void queries.invalidateQueries({ queryKey: key });
  }, [queries]));
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  return {
    mentions,
    markRead: (id: string) => request('POST', `/api/mentions/${id}/read`).then(refresh, refresh),
    markAllRead: () => request('POST', '/api/mentions/read').then(refresh, refresh),
  };
}
