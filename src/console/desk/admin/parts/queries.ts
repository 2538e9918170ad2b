import { useQuery } from '@tanstack/react-query';
import type { Agent, DeskUsage, DeskView } from '../../../../api/contract.ts';
import { queryOf, request } from '../../../shared/request.ts';
import { useLanguage } from '../../../shared/words.tsx';

export function usePeople() {
  return useQuery({ queryKey: ['agents'], queryFn: async () => (await request<{ agents: Agent[] }>('GET', '/api/agents')).agents });
}

export function useDesk() {
  const { locale } = useLanguage();
  return useQuery({ queryKey: ['desk', locale], staleTime: 60_000, queryFn: () => request<DeskView>('GET', `/api/desk${queryOf({ locale })}`) });
}

export function useUsage() {
  const { locale } = useLanguage();
  return useQuery({ queryKey: ['desk', 'usage', locale], queryFn: () => request<DeskUsage>('GET', `/api/desk/usage${queryOf({ locale })}`) });
}
