import { Alert, Button, Loader, Stack, Text, Title } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { queryOf, request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { useSession } from '../session.tsx';
import { useKeys } from '../shell/keys.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { FilterBar } from './filter-bar.tsx';
import { noteList } from './last-list.ts';
import { isFiltered, listPaths, readList, toggle, toQuery, writeList, type ListName, type ListState } from './list-state.ts';
import { TicketTable, type TicketTableHandle } from './ticket-table.tsx';
import styles from './tickets-page.module.css';
import { useSelection } from './use-selection.ts';
import { useTicketList } from './use-ticket-list.ts';
import { ViewsBar } from './views-bar.tsx';
import { words } from './words.ts';

/** A list of tickets: mine, what waits for my teams, or all. What is filtered stands in the address. */
export default function TicketsPage({ list }: { list: ListName }) {
  const say = useWords(words);
  const search = useSearch();
  const state = useMemo(() => readList(list, search), [list, search]);
  const { me } = useSession();
  const [, go] = useLocation();
  const table = useRef<TicketTableHandle>(null);
  const [isTop, setTop] = useState(true);
  const asked = useMemo(() => toQuery(list, state, me), [list, state, me]);
  const { list: read, fresh, takeFresh } = useTicketList(asked);
  const tickets = useMemo(() => read.data?.pages.flatMap((page) => page.tickets) ?? [], [read.data]);
  const selection = useSelection(tickets);
  const memory = `${list}${queryOf(asked)}`;
  const here = writeList(list, state);
  useEffect(() => noteList(here === '' ? listPaths[list] : `${listPaths[list]}?${here}`), [list, here]);
  const change = (next: ListState) => {
    const query = writeList(list, next);
    go(query === '' ? listPaths[list] : `${listPaths[list]}?${query}`, { replace: true });
  };
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = read;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const comesByItself = isTop && selection.chosen.size === 0;
  useTakeBySelf(comesByItself ? fresh : 0, takeFresh);
  useListKeys(table, selection);
  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        <Title order={1} size="h3">{say.titles[list]}</Title>
        <Count asked={asked} />
      </div>
      <ViewsBar list={list} state={state} />
      <FilterBar state={state} onChange={change} />
      <BulkBar numbers={[...selection.chosen]} onClear={selection.clear} onDone={(results) => selection.drop(results.flatMap(({ ok, number }) => (ok ? [number] : [])))} />
      {read.isError && <Alert color="red" role="alert">{say.fault} <Button size="compact-xs" variant="white" onClick={() => void read.refetch()}>{say.retry}</Button></Alert>}
      <div className={styles['list']}>
        {fresh > 0 && !comesByItself && (
          <Button
            className={styles['fresh']} size="compact-sm" radius="xl" leftSection={<IconArrowUp size={14} aria-hidden />} aria-live="polite"
            onClick={() => {
              takeFresh();
              table.current?.toTop();
            }}
          >
            {say.fresh(fresh)}
          </Button>
        )}
        {read.isPending ? <Waiting /> : (
          <TicketTable
            ref={table} tickets={tickets} label={say.titles[list]} memory={memory} selection={selection} onNearEnd={loadMore}
            onTop={setTop} key={memory}
            onTag={(tag) => change(toggle(state, 'tag', tag))}
            empty={<Empty list={list} isFiltered={isFiltered(state)} onClear={() => change({ ...state, many: {}, one: {}, q: '' })} />}
            foot={hasNextPage ? say.loading : say.ended(tickets.length)}
          />
        )}
      </div>
    </div>
  );
}

/** Who looks at the top of a list sees what is new without asking, at most every three seconds. */
function useTakeBySelf(fresh: number, take: () => void) {
  const taken = useRef(0);
  useEffect(() => {
    if (fresh === 0) return undefined;
    const timer = setTimeout(() => {
      taken.current = Date.now();
      take();
    }, Math.max(200, taken.current + 3_000 - Date.now()));
    return () => clearTimeout(timer);
  }, [fresh, take]);
}

function useListKeys(table: { current: TicketTableHandle | null }, selection: ReturnType<typeof useSelection>) {
  const say = useWords(words).keys;
  const group = say.group;
  const choose = () => {
    const active = table.current?.active() ?? null;
    if (active === null) return;
    selection.choose(active, false);
    table.current?.focus();
  };
  useKeys([
    { key: 'j', words: say.down, group, does: () => table.current?.move(1) },
    { key: 'k', words: say.up, group, does: () => table.current?.move(-1) },
    { key: 'o', words: say.open, group, does: () => table.current?.open() },
    { key: 'x', words: say.choose, group, does: choose },
    { key: 'Escape', words: say.clear, group, does: selection.clear, isOn: selection.chosen.size > 0 },
  ]);
}

function Count({ asked }: { asked: Record<string, string> }) {
  const say = useWords(words);
  const filter = Object.fromEntries(Object.entries(asked).filter(([field]) => field !== 'sort'));
  const { data } = useQuery({
    queryKey: ['ticket-list-count', filter], staleTime: 10_000, refetchInterval: 20_000,
    queryFn: ({ signal }) => request<{ count: number; isExact: boolean }>('GET', `/api/tickets/count${queryOf(filter)}`, { signal }),
  });
  return <span className={styles['count']}>{data && say.count(data.count, data.isExact)}</span>;
}

function Waiting() {
  const say = useWords(words);
  return <Loader size="sm" m="xl" aria-label={say.loading} />;
}

function Empty({ list, isFiltered: filtered, onClear }: { list: ListName; isFiltered: boolean; onClear: () => void }) {
  const say = useWords(words);
  const why = filtered ? 'filtered' : list;
  return (
    <Stack gap="xs" align="center" maw={420}>
      <Text fw={600}>{say.emptyTitle[why]}</Text>
      <Text size="sm" c="dimmed">{say.emptyHelp[why]}</Text>
      {filtered && <Button size="xs" variant="default" onClick={onClear}>{say.clearAll}</Button>}
      {!filtered && list === 'work' && <Button size="xs" variant="default" component={Link} href={listPaths.queue}>{say.toQueue}</Button>}
    </Stack>
  );
}
