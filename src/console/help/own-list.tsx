import { Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { OwnRequest } from '../../api/contract.ts';
import { queryOf, request, RequestError } from '../shared/request.ts';
import { momentText, relativeTime, serverNow } from '../shared/times.ts';
import { useLanguage, useWords } from '../shared/words.tsx';
import classes from './own-list.module.css';
import { StateBadge, Steps } from './parts/progress.tsx';
import { Trouble } from './parts/trouble.tsx';
import { words } from './words.ts';

interface Page {
  requests: OwnRequest[];
  next: number | null;
}

/** The requests that were begun from a mailbox, newest first. */
export function OwnList({ mailbox }: { mailbox: string }) {
  const say = useWords(words);
  const queries = useQueryClient();
  const [show, setShow] = useState<'open' | 'ended'>('open');
  const pages = useInfiniteQuery({
    queryKey: ['own', mailbox, show], initialPageParam: null as number | null, getNextPageParam: (last: Page) => last.next, refetchInterval: 30_000,
    queryFn: ({ pageParam, signal }) => request<Page>('GET', `/api/portal/requests${queryOf({ show, before: pageParam })}`, { signal }),
  });
  const all = pages.data?.pages.flatMap(({ requests }) => requests) ?? [];
  const signedOut = () => queries.invalidateQueries({ queryKey: ['mailbox'] });
  const signOut = async () => {
    await request('DELETE', '/api/portal/session').catch(() => undefined);
    queries.removeQueries({ queryKey: ['own'] });
    await signedOut();
  };
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>{say.list.as(mailbox)}</Text>
        <Button size="xs" variant="default" onClick={() => void signOut()}>{say.list.signOut}</Button>
      </Group>
      <SegmentedControl
        aria-label={say.list.show} value={show} onChange={(chosen) => setShow(chosen === 'ended' ? 'ended' : 'open')}
        data={[{ value: 'open', label: say.list.open }, { value: 'ended', label: say.list.ended }]}
      />
      {pages.isError && <Trouble fault={pages.error} again={() => void (pages.error instanceof RequestError && pages.error.status === 401 ? signedOut() : pages.refetch())} />}
      {pages.isPending && <Skeleton h={160} aria-label={say.loading} />}
      {pages.isSuccess && all.length === 0 && <Text c="dimmed">{show === 'open' ? say.list.noneOpen : say.list.noneEnded}</Text>}
      <ul className={classes.list}>{all.map((one) => <Row key={one.number} one={one} />)}</ul>
      {pages.hasNextPage && <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say.list.older}</Button>}
    </Stack>
  );
}

function Row({ one }: { one: OwnRequest }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  return (
    <li>
      <Link href={`/requests/${one.token}`} className={classes.row}>
        <Group justify="space-between" gap="xs" align="start">
          <Text fw={600} dir="auto" className={classes.subject}>{one.subject || one.number}</Text>
          <StateBadge state={one.state} />
        </Group>
        <Text size="sm" c="dimmed">{one.number} · {say.list.opened(momentText(one.openedAt, locale))}</Text>
        <Steps reached={one.reached} isSmall />
        <Text size="sm" mt={6} dir="auto" lineClamp={2}>
          {one.lastAnswer ? `${say.list.lastAnswer} (${relativeTime(one.lastAnswer.at, serverNow(), locale)}): ${one.lastAnswer.text}` : say.list.noAnswer}
        </Text>
      </Link>
    </li>
  );
}
