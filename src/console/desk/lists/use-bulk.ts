import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BulkResult } from '../../../api/contract.ts';
import { request } from '../../shared/request.ts';
import type { Level } from './ticket-words.ts';
import { listKey } from './use-ticket-list.ts';

export type BulkAction =
  | { kind: 'assign'; agentId: string }
  | { kind: 'transfer'; team: string; reason?: string }
  | { kind: 'tag'; add: string[]; remove: string[] }
  | { kind: 'classify'; entry?: string; impact?: Level; urgency?: Level }
  | { kind: 'cancel'; reason: string }
  | { kind: 'follow'; following: boolean };

/** The desk takes so many at once. */
const mostAtOnce = 200;

/** Does one thing with many tickets, and reads again what shows them; answers for each how it went. */
export function useBulk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ numbers, action }: { numbers: readonly string[]; action: BulkAction }) => {
      const results: BulkResult[] = [];
      for (let from = 0; from < numbers.length; from += mostAtOnce) {
        const body = { numbers: numbers.slice(from, from + mostAtOnce), action };
        results.push(...(await request<{ results: BulkResult[] }>('POST', '/api/tickets/bulk', { body })).results);
      }
      return results;
    },
    onSettled: (_results, _fault, { action }) => {
      for (const queryKey of [[listKey], ['tickets'], ['ticket'], ...(action.kind === 'tag' ? [['tags']] : [])]) void queries.invalidateQueries({ queryKey });
    },
  });
}
