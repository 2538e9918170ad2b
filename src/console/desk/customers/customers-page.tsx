import { Button, Loader, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { CustomerEntry } from '../../../api/contract.ts';
import { addressText } from '../../shared/address-text.ts';
import { queryOf, request } from '../../shared/request.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import styles from './customers.module.css';
import { nameOf, useFaultText } from './use-customer.ts';
import { words } from './words.ts';

interface Page {
  customers: CustomerEntry[];
  nextCursor: string | null;
}

/** Finds customers; what is searched for stands in the address. */
export default function CustomersPage() {
  const say = useWords(words);
  const faultText = useFaultText();
  const [params, setParams] = useSearchParams();
  const [written, setWritten] = useState(params.get('q') ?? '');
  const [q] = useDebouncedValue(written.trim(), 250);
  const found = useInfiniteQuery({
    queryKey: ['customers', q], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => request<Page>('GET', `/api/customers${queryOf({ q, cursor: pageParam })}`, { signal }),
    getNextPageParam: (last) => last.nextCursor,
  });
  const customers = found.data?.pages.flatMap((page) => page.customers) ?? [];
  return (
    <div className={styles['page']}>
      <Title order={1} size="h3">{say.customers}</Title>
      <TextInput
        type="search" aria-label={say.search} placeholder={say.search} value={written} data-autofocus autoFocus maw={480} maxLength={200}
        leftSection={<IconSearch size={16} aria-hidden />} rightSection={found.isFetching ? <Loader size="xs" /> : null}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setWritten(value);
          setParams(value.trim() === '' ? {} : { q: value.trim() }, { replace: true });
        }}
      />
      <div aria-live="polite">
        {found.isError && <p className={styles['bad']}>{faultText(found.error)} <Button size="compact-sm" variant="default" onClick={() => void found.refetch()}>{say.again}</Button></p>}
        {found.isSuccess && customers.length === 0 && <p>{q === '' ? say.empty : say.none}</p>}
      </div>
      {customers.length > 0 && <CustomerRows customers={customers} />}
      {found.hasNextPage && <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()} style={{ alignSelf: 'start' }}>{say.more}</Button>}
    </div>
  );
}

function CustomerRows({ customers }: { customers: CustomerEntry[] }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  return (
    <table className={styles['rows']} aria-label={say.customers}>
      <thead>
        <tr>
          <th scope="col">{say.name}</th>
          <th scope="col">{say.addresses}</th>
          <th scope="col" className={styles['number']}>{say.open}</th>
          <th scope="col" className={`${styles['number']} ${styles['wide']}`}>{say.tickets}</th>
          <th scope="col" className={`${styles['number']} ${styles['wide']}`}>{say.last}</th>
        </tr>
      </thead>
      <tbody>
        {customers.map((customer) => (
          <tr key={customer.id}>
            <td><Link href={`/customers/${customer.id}`}>{nameOf(customer, say.unnamed)}</Link>{customer.plan !== null && <div className={styles['quiet']}>{customer.plan}</div>}</td>
            <td>{customer.addresses.filter(({ kind }) => kind !== 'visitor').map(({ kind, value }) => <div key={`${kind} ${value}`}>{addressText({ kind, value })}</div>)}</td>
            <td className={styles['number']}>{say.count(customer.open)}</td>
            <td className={`${styles['number']} ${styles['wide']}`}>{say.count(customer.tickets)}</td>
            <td className={`${styles['number']} ${styles['wide']}`}>{customer.lastTicketAt === null ? '–' : momentText(customer.lastTicketAt, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
