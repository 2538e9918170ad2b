import { useQuery } from '@tanstack/react-query';
import type { Catalog, Colleague, Teams } from '../../../api/contract.ts';
import { queryOf, request } from '../../shared/request.ts';
import { useLanguage } from '../../shared/words.tsx';

const seldomChanges = 5 * 60_000;

export function useTeams(): Teams {
  const { locale } = useLanguage();
  const { data } = useQuery({
    queryKey: ['teams', locale, 'of a ticket'], staleTime: seldomChanges,
    queryFn: () => request<{ teams: Teams }>('GET', `/api/teams${queryOf({ locale })}`),
  });
  return data?.teams ?? [];
}

export function useCatalog(): Catalog {
  const { locale } = useLanguage();
  const { data } = useQuery({
    queryKey: ['catalog', locale, 'of a ticket'], staleTime: seldomChanges,
    queryFn: () => request<{ services: Catalog }>('GET', `/api/catalog${queryOf({ locale })}`),
  });
  return data?.services ?? [];
}

export function useColleagues(): Colleague[] {
  const { data } = useQuery({
    queryKey: ['colleagues', 'of a ticket'], staleTime: 60_000,
    queryFn: () => request<{ colleagues: Colleague[] }>('GET', '/api/colleagues'),
  });
  return data?.colleagues ?? [];
}

/** Names for the keys and ids that events carry; what nobody knows (any more) stays a key. */
export interface Names {
  team: (key: string) => string;
  service: (key: string) => string;
  entry: (key: string) => string;
  agent: (id: string) => string | null;
}

export function useNames(): Names {
  const teams = useTeams();
  const services = useCatalog();
  const colleagues = useColleagues();
  return {
    team: (key) => teams.find((team) => team.key === key)?.name ?? key,
    service: (key) => services.find((service) => service.key === key)?.name ?? key,
    entry: (key) => services.flatMap(({ entries }) => entries).find((entry) => entry.key === key)?.name ?? key,
    agent: (id) => colleagues.find((one) => one.id === id)?.name ?? null,
  };
}
