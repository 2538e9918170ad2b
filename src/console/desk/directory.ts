import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Catalog, Colleague, Teams } from '../../api/contract.ts';
import { queryOf, request } from '../shared/request.ts';
import { useLanguage } from '../shared/words.tsx';

const seldomChanges = 5 * 60_000;
const noTeams: Teams = [];
const noServices: Catalog = [];
const nobody: readonly Colleague[] = [];

/** The desk's teams in the reader's language; none until they are known. */
export function useTeams(): Teams {
  const { locale } = useLanguage();
  const { data } = useQuery({
    queryKey: ['teams', locale], staleTime: seldomChanges,
    queryFn: () => request<{ teams: Teams }>('GET', `/api/teams${queryOf({ locale })}`),
  });
  return data?.teams ?? noTeams;
}

/** The desk's services with their entries, in the reader's language; none until they are known. */
export function useCatalog(): Catalog {
  const { locale } = useLanguage();
  const { data } = useQuery({
    queryKey: ['catalog', locale], staleTime: seldomChanges,
    queryFn: () => request<{ services: Catalog }>('GET', `/api/catalog${queryOf({ locale })}`),
  });
  return data?.services ?? noServices;
}

/** Everybody who works at the desk and what they do; who needs it to the second sets another `staleTime`. */
export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'], staleTime: 60_000,
  queryFn: ({ signal }) => request<{ colleagues: Colleague[] }>('GET', '/api/colleagues', { signal }),
});

export function useColleagues(): readonly Colleague[] {
  return useQuery(colleaguesQuery).data?.colleagues ?? nobody;
}
