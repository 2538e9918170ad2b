import { useQuery } from '@tanstack/react-query';
import type { ConsoleSettings } from '../../../api/contract.ts';
import { queryOf, request } from '../../shared/request.ts';
import { useLanguage } from '../../shared/words.tsx';

/** What this desk has for its console, in the language of the screen; null until it is known. */
export function useConsoleSettings(): ConsoleSettings | null {
  const { locale } = useLanguage();
  const { data } = useQuery({
    queryKey: ['console', locale], staleTime: 10 * 60_000,
    queryFn: () => request<ConsoleSettings>('GET', `/api/console${queryOf({ locale })}`),
  });
  return data ?? null;
}
