import { Button, Loader } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { HistoryItem } from '../../../api/contract.ts';
import { queryOf, request } from '../../shared/request.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { ChannelIcon } from '../lists/parts/index.ts';
import styles from './customers.module.css';
import { useFaultText } from './use-customer.ts';
import { words } from './words.ts';

const pageLength = 50;

/** What was said with a customer, whichever way, newest first. */
export function HistoryPart({ customerId }: { customerId: string }) {
  const say = useWords(words);
  const faultText = useFaultText();
  const { locale } = useLanguage();
  const history = useInfiniteQuery({
    queryKey: ['customer', customerId, 'history'], initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<{ history: HistoryItem[] }>('GET', `/api/customers/${customerId}/history${queryOf({ before: pageParam, limit: pageLength })}`, { signal }),
    getNextPageParam: ({ history: last }) => (last.length === pageLength ? last.at(-1)?.at : undefined),
  });
  if (history.isPending) return <Loader size="sm" />;
  const items = history.data?.pages.flatMap((page) => page.history) ?? [];
  return (
    <>
      {history.isError && <p role="alert" className={styles['bad']}>{faultText(history.error)}</p>}
      {items.length === 0 && !history.isError && <p>{say.noHistory}</p>}
      <ul className={styles['list']} aria-label={say.history}>
        {items.map((item) => (
          <li key={item.id}>
            <div className={styles['line']}>
              <ChannelIcon channel={item.channel} />
              <strong>{item.kind === 'contact' ? say.customerSaid : (item.agent ?? say.deskSaid)}</strong>
              <time className={styles['quiet']} dateTime={item.at}>{momentText(item.at, locale)}</time>
              {item.ticket !== null && <Link href={`/tickets/${item.ticket}`}>{item.ticket}</Link>}
            </div>
            <div className={styles['said']}>{item.text}</div>
          </li>
        ))}
      </ul>
      {history.hasNextPage && <Button mt="sm" variant="default" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>{say.more}</Button>}
    </>
  );
}
