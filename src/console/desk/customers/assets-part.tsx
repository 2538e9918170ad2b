import { Button, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { AssetEntry } from '../../../api/contract.ts';
import { queryOf, request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { kindText, words as assetWords } from '../assets/words.ts';
import styles from './customers.module.css';
import { useFaultText } from './use-customer.ts';
import { words } from './words.ts';

/** What hits this customer when it fails: what they can name in the portal, once it is certain that their address is theirs. */
export function AssetsPart({ customerId }: { customerId: string }) {
  const say = useWords(words);
  const sayAsset = useWords(assetWords);
  const faultText = useFaultText();
  const list = useInfiniteQuery({
    queryKey: ['customer', customerId, 'assets'], initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<{ assets: AssetEntry[]; nextCursor: string | null }>('GET', `/api/assets${queryOf({ customer: customerId, cursor: pageParam })}`, { signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const assets = list.data?.pages.flatMap((page) => page.assets) ?? [];
  if (list.isPending || (assets.length === 0 && !list.isError)) return null;
  return (
    <section aria-label={say.assets}>
      <Title order={2} size="h5">{say.assets}</Title>
      {list.isError && <p role="alert" className={styles['bad']}>{faultText(list.error)}</p>}
      <ul className={styles['list']}>
        {assets.map(({ id, name, kind }) => (
          <li key={id} className={styles['address']}>
            <span className={styles['value']}><Link href={`/inventory/${id}`}>{name}</Link> <span className={styles['quiet']}>{kindText(sayAsset, kind)}</span></span>
          </li>
        ))}
      </ul>
      {list.hasNextPage && <Button mt={6} size="compact-sm" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say.more}</Button>}
    </section>
  );
}
