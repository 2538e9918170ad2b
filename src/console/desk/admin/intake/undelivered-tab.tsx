import { Button, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Undelivered } from '../../../../api/contract.ts';
import { request, RequestError } from '../../../shared/request.ts';
import { momentText } from '../../../shared/times.ts';
import { useDoing } from '../../../shared/use-doing.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { ChannelIcon } from '../../lists/parts/index.ts';
import styles from '../admin.module.css';
import { Confirm } from '../parts/confirm.tsx';
import { Fault, Read } from '../parts/fault.tsx';
import { MoreButton } from './more-button.tsx';
import { usePages } from './use-pages.ts';
import { words } from './words.ts';

type Status = Undelivered['status'];
const statuses: Status[] = ['failed', 'unknown', 'held', 'parked'];

/** Replies that did not arrive, or may have: why, and another try. */
export default function UndeliveredTab() {
  const say = useWords(words).undelivered;
  const { locale } = useLanguage();
  const queries = useQueryClient();
  const [status, setStatus] = useState<Status>('failed');
  const [doubtful, setDoubtful] = useState<Undelivered | null>(null);
  const { isBusy, error, run } = useDoing();
  const pages = usePages<Undelivered, 'deliveries'>('undelivered', '/api/deliveries', 'deliveries', { status, locale });
  const send = async ({ ticket, replyId }: Undelivered, evenIfSent: boolean) => {
    await request('POST', `/api/tickets/${ticket ?? ''}/replies/${replyId}/retry`, { body: evenIfSent ? { evenIfSent } : {} });
    notifications.show({ message: say.sent });
    await queries.invalidateQueries({ queryKey: ['undelivered'] });
  };
  const retry = (one: Undelivered) => run(async () => {
    if (one.status === 'unknown') return setDoubtful(one);
    await send(one, false).catch((fault: unknown) => {
      if (!(fault instanceof RequestError) || fault.code !== 'fate_unknown') throw fault;
      setDoubtful(one);
    });
  });
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">{say.title}</Title>
      <Text size="sm" c="dimmed">{say.hint} {say.statusHints[status]}</Text>
      <div className={styles['scroll']}>
        <SegmentedControl size="xs" aria-label={say.status} value={status} onChange={(value) => setStatus(statuses.find((one) => one === value) ?? 'failed')} data={statuses.map((value) => ({ value, label: say.statuses[value] }))} />
      </div>
      <Fault error={error} />
      <Read from={pages}>
        {(rows) => (rows.length === 0 ? <Text size="sm" role="status">{say.none}</Text> : (
          <ul className={styles['list']} aria-label={say.title}>
            {rows.map((one) => <Row key={`${one.replyId}-${one.part}`} one={one} isBusy={isBusy} onRetry={() => void retry(one)} />)}
          </ul>
        ))}
      </Read>
      <MoreButton pages={pages} />
      {doubtful && (
        <Confirm title={say.confirmTitle} confirm={say.retry} color="orange" onClose={() => setDoubtful(null)} does={async () => { await send(doubtful, true); setDoubtful(null); }}>
          <Text size="sm">{say.confirmHint}</Text>
        </Confirm>
      )}
    </Stack>
  );
}

function Row({ one, isBusy, onRetry }: { one: Undelivered; isBusy: boolean; onRetry: () => void }) {
  const say = useWords(words).undelivered;
  const { locale } = useLanguage();
  return (
    <li className={styles['item']}>
      <ChannelIcon channel={one.channel} />
      <div className={styles['grow']}>
        {one.ticket !== null && <Link href={`~/tickets/${one.ticket}`} className={styles['link'] ?? ''}>{one.ticket}</Link>} {say.to} <b>{one.to ?? say.nobody}</b>
        <small>{momentText(one.at, locale)} · {say.by} {one.agent?.name ?? say.desk}{one.parts > 1 && ` · ${say.part(one.part, one.parts)}`}</small>
        <div>{one.error ?? say.noReason}{one.code !== null && <Text span size="xs" c="dimmed"> ({say.code} {one.code})</Text>}</div>
        <span className={styles['quote']} tabIndex={0}>{one.text}</span>
      </div>
      {one.ticket !== null && <Button size="compact-sm" variant="default" disabled={isBusy} aria-label={say.retryLabel(one.ticket)} onClick={onRetry}>{one.status === 'parked' ? say.letGo : say.retry}</Button>}
    </li>
  );
}
