import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AssetProfile } from '../../../api/contract.ts';
import { faultText, queryOf, request } from '../../shared/request.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { asSeen } from '../changed-meanwhile/changed-meanwhile.tsx';
import { words } from './words.ts';

interface Answer {
  asset: AssetProfile;
}

export type AssetChange = Partial<Pick<AssetProfile, 'name' | 'kind' | 'owner' | 'service' | 'notes'>> & { customers?: string[]; retired?: boolean };

/** One asset, and what changes it: each change is made only to what was seen, and answers with the asset as it is then. */
export function useAsset(id: string) {
  const { locale } = useLanguage();
  const queries = useQueryClient();
  const key = ['asset', id, locale];
  const read = useQuery({ queryKey: key, queryFn: ({ signal }) => request<Answer>('GET', `/api/assets/${id}${queryOf({ locale })}`, { signal }) });
  const change = useMutation({
    mutationFn: ({ body, seen }: { body: AssetChange; seen: string }) =>
      request<Answer>('PATCH', `/api/assets/${id}${queryOf({ locale })}`, { body, headers: asSeen(seen) }),
    onSuccess: async (answer) => {
      queries.setQueryData(key, answer);
      await queries.invalidateQueries({ queryKey: ['assets'] });
    },
    onError: () => queries.invalidateQueries({ queryKey: key }),
  });
  return { read, asset: read.data?.asset, change };
}

/** What went wrong, in the words of these pages. */
export function useFaultText(): (error: unknown) => string {
  const say = useWords(words);
  return (error) => faultText(error, say.faults, say.fault);
}
