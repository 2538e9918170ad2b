import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CustomerProfile } from '../../../api/contract.ts';
import { customerText } from '../../shared/address-text.ts';
import { faultText, queryOf, request } from '../../shared/request.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

interface Answer {
  customer: CustomerProfile;
}

/** One customer, and everything that changes them: each change answers with the customer as they are then. */
export function useCustomer(id: string) {
  const { locale } = useLanguage();
  const queries = useQueryClient();
  const key = ['customer', id, locale];
  const read = useQuery({ queryKey: key, queryFn: ({ signal }) => request<Answer>('GET', `/api/customers/${id}${queryOf({ locale })}`, { signal }) });
  const change = useMutation({
    mutationFn: ({ method, path, body }: { method: 'PATCH' | 'POST'; path: string; body: unknown }) =>
      request<Answer>(method, `/api/customers/${id}${path}${queryOf({ locale })}`, { body }),
    onSuccess: async (answer) => {
      queries.setQueryData(key, answer);
      await queries.invalidateQueries({ queryKey: ['customers'] });
    },
  });
  return { read, customer: read.data?.customer, change };
}

/** What went wrong, in the words of these pages. */
export function useFaultText(): (error: unknown) => string {
  const say = useWords(words);
  return (error) => faultText(error, say.faults, say.fault);
}

export function nameOf(customer: { name: string | null; addresses: { kind: string; value: string }[] }, unnamed: string): string {
  return customerText(customer) ?? unnamed;
}
