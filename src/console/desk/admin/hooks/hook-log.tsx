import { Badge, Button, Group, Modal, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Hook, HookDelivery, HookDeliveryDetail } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { momentText } from '../../../shared/times.ts';
import { useDoing } from '../../../shared/use-doing.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { eventWords } from '../../ticket/timeline/event-words.ts';
import styles from '../admin.module.css';
import { MoreButton } from '../intake/more-button.tsx';
import { usePages } from '../intake/use-pages.ts';
import { Read } from '../parts/fault.tsx';
import { words as common } from '../words.ts';
import { HookFault } from './hook-fault.tsx';
import own from './hooks.module.css';
import { words } from './words.ts';

const filters = ['all', 'queued', 'failed', 'delivered', 'given-up'] as const;
const colors = { queued: 'gray', failed: 'orange', delivered: 'green', 'given-up': 'red' } as const;

/** What was or is to be sent, each with its tries; and any of it again. */
export function HookLog({ hook }: { hook: Hook }) {
  const say = useWords(words).log;
  const queries = useQueryClient();
  const [status, setStatus] = useState<(typeof filters)[number]>('all');
  const [shown, setShown] = useState<string | null>(null);
  const { isBusy, error, run } = useDoing();
  const pages = usePages<HookDelivery, 'deliveries'>('hook-deliveries', `/api/hooks/${hook.id}/deliveries`, 'deliveries', { status });
  const replay = ({ id }: HookDelivery) => run(async () => {
    await request('POST', `/api/hooks/${hook.id}/deliveries/${id}/replay`);
    notifications.show({ message: say.queued });
    await Promise.all([queries.invalidateQueries({ queryKey: ['hook-deliveries'] }), queries.invalidateQueries({ queryKey: ['hooks'] })]);
  });
  return (
    <Stack gap="xs" component="section" aria-label={say.title}>
      <Title order={2} size="h5" mt="sm">{say.title}</Title>
      <Text size="xs" c="dimmed">{say.hint}</Text>
      <div className={styles['scroll']}>
        <SegmentedControl size="xs" aria-label={say.filter} value={status} onChange={(value) => setStatus(filters.find((one) => one === value) ?? 'all')} data={filters.map((value) => ({ value, label: say.statuses[value] }))} />
      </div>
      <HookFault error={error} />
      <Read from={pages}>
        {(rows) => (rows.length === 0 ? <Text size="sm" role="status">{say.none}</Text> : (
          <ul className={styles['list']} aria-label={say.title}>
            {rows.map((one) => <Row key={one.id} delivery={one} isBusy={isBusy} onShow={() => setShown(one.id)} onReplay={() => void replay(one)} />)}
          </ul>
        ))}
      </Read>
      <MoreButton pages={pages} />
      {shown !== null && <Detail hookId={hook.id} id={shown} onClose={() => setShown(null)} />}
    </Stack>
  );
}

function Row({ delivery, isBusy, onShow, onReplay }: { delivery: HookDelivery; isBusy: boolean; onShow: () => void; onReplay: () => void }) {
  const say = useWords(words).log;
  const { locale } = useLanguage();
  const name = useEventName(delivery);
  const outcome = useOutcome(delivery.attempts.at(-1));
  const named = delivery.ticket === null ? name : `${name} ${delivery.ticket}`;
  const facts = [
    momentText(delivery.createdAt, locale), ...(delivery.attempts.length > 0 ? [say.tries(delivery.tries)] : []),
    ...(delivery.status === 'failed' && delivery.nextTryAt !== null ? [say.next(momentText(delivery.nextTryAt, locale))] : []),
    ...(delivery.replays > 0 ? [say.replays(delivery.replays)] : []),
  ];
  return (
    <li className={styles['item']}>
      <Badge color={colors[delivery.status]} variant="light" miw={104}>{say.statuses[delivery.status]}</Badge>
      <div className={styles['grow']}>
        {name} {delivery.ticket !== null && <Link href={`~/tickets/${delivery.ticket}`} className={styles['link'] ?? ''}>{delivery.ticket}</Link>}
        <small>{facts.join(' · ')}{outcome !== null && ` · ${outcome}`}</small>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button size="compact-sm" variant="subtle" aria-label={say.show(named)} onClick={onShow}>{say.look}</Button>
        <Button size="compact-sm" variant="default" disabled={isBusy} aria-label={say.againLabel(named)} onClick={onReplay}>{say.again}</Button>
      </Group>
    </li>
  );
}

function EventTitle({ delivery }: { delivery: HookDelivery }) {
  const name = useEventName(delivery);
  return delivery.event === 'ping' ? name : <>{name} <code className={own['code']}>{delivery.event}</code></>;
}

function Detail({ hookId, id, onClose }: { hookId: string; id: string; onClose: () => void }) {
  const say = useWords(words).log;
  const plain = useWords(common);
  const read = useQuery({
    queryKey: ['hook-deliveries', 'one', id], refetchInterval: 15_000,
    queryFn: async () => (await request<{ delivery: HookDeliveryDetail }>('GET', `/api/hooks/${hookId}/deliveries/${id}`)).delivery,
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={read.data ? <EventTitle delivery={read.data} /> : say.title} closeButtonProps={{ 'aria-label': plain.close }}>
      <Read from={read}>
        {(delivery) => (
          <Stack gap="sm">
            <dl className={styles['facts']}>
              <dt>{say.messageId}</dt><dd><code>{delivery.messageId}</code></dd>
              {delivery.seq !== null && <><dt>{say.seq}</dt><dd>{delivery.seq}</dd></>}
            </dl>
            {delivery.attempts.length > 0 && (
              <section>
                <Title order={3} size="h6">{say.attempts}</Title>
                <ol className={own['attempts']}>{delivery.attempts.map((attempt, place) => <Attempt key={`${place} ${attempt.at}`} attempt={attempt} />)}</ol>
              </section>
            )}
            <section>
              <Title order={3} size="h6">{say.answer}</Title>
              {delivery.answer === null || delivery.answer === '' ? <Text size="sm" c="dimmed">{say.noAnswer}</Text> : <pre className={own['body']} tabIndex={0}>{delivery.answer}</pre>}
            </section>
            <section>
              <Title order={3} size="h6">{say.body}</Title>
              <pre className={own['body']} tabIndex={0}>{readable(delivery.body)}</pre>
            </section>
          </Stack>
        )}
      </Read>
    </Modal>
  );
}

function Attempt({ attempt }: { attempt: HookDelivery['attempts'][number] }) {
  const say = useWords(words).log;
  const { locale } = useLanguage();
  return <li>{momentText(attempt.at, locale)} · {useOutcome(attempt)} · {say.took(attempt.milliseconds)}</li>;
}

function useEventName({ event }: Pick<HookDelivery, 'event'>): string {
  const say = useWords(words).log;
  const { locale } = useLanguage();
  const known: Readonly<Record<string, string>> = eventWords[locale];
  return event === 'ping' ? say.ping : (known[event] ?? event);
}

function useOutcome(attempt: HookDelivery['attempts'][number] | undefined): string | null {
  const { causes, log } = useWords(words);
  if (!attempt) return null;
  return attempt.fault === null ? log.answered(attempt.status ?? 0) : causes[attempt.fault];
}

/** The same JSON over several lines. */
function readable(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}
