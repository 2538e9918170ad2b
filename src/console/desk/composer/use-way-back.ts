import { useQuery } from '@tanstack/react-query';
import type { WayBack } from '../../../api/contract.ts';
import { request } from '../../shared/request.ts';

/** Where an answer to a ticket would go; read anew with the ticket, for its key begins like the ticket's. */
export function useWayBack(number: string) {
  return useQuery({
    queryKey: ['ticket', number, 'way-back'], staleTime: 60_000,
    queryFn: ({ signal }) => request<WayBack>('GET', `/api/tickets/${number}/way-back`, { signal }),
  });
}
