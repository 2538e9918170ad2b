import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Wall } from '../../../api/contract.ts';
import { queryOf, request } from '../../shared/request.ts';
import { useLanguage } from '../../shared/words.tsx';

export type WallPerson = Wall['people'][number];
export type WaitingCell = Wall['waiting'][number];

const every = 2_000;

/** The wall, read again every two seconds while it can be seen; what was read last stays while it cannot. */
export function useWall() {
  const { locale } = useLanguage();
  return useQuery({
    queryKey: ['wall', locale], queryFn: ({ signal }) => request<Wall>('GET', `/api/wall${queryOf({ locale })}`, { signal }),
    refetchInterval: every, staleTime: every, retry: false, placeholderData: keepPreviousData,
  });
}
