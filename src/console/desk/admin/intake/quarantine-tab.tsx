import { Button, Code, Group, Modal, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { QuarantineItem } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
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

type State = QuarantineItem['state'] | 'all';
const states: State[] = ['held', 'replayed', 'discarded', 'all'];

interface Replayed {
  result: { kind: 'opened' | 'appended' | 'duplicate' | 'noted' | 'quarantined'; ticket: string | null };
}

/** What could not be taken in: to look at, take in again or discard. */
export default function QuarantineTab() {
  const say = useWords(words).quarantine;
  const { locale } = useLanguage();
  const queries = useQueryClient();
  const [state, setState] = useState<State>('held');
  const [seen, setSeen] = useState<QuarantineItem | null>(null);
  const [unwanted, setUnwanted] = useState<QuarantineItem | null>(null);
  const { isBusy, error, run } = useDoing();
  const pages = usePages<QuarantineItem, 'items'>('quarantine', '/api/quarantine', 'items', { state, locale });
  const replay = (item: QuarantineItem) => run(async () => {
    const { result } = await request<Replayed>('POST', `/api/quarantine/${item.id}/replay`, { body: {} });
    notifications.show({ message: say.results[result.kind](result.ticket ?? ''), ...(result.kind === 'quarantined' ? { color: 'orange' } : {}) });
    await queries.invalidateQueries({ queryKey: ['quarantine'] });
  });
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">{say.title}</Title>
      <Text size="sm" c="dimmed">{say.hint}</Text>
      <div className={styles['scroll']}>
        <SegmentedControl size="xs" aria-label={say.state} value={state} onChange={(value) => setState(states.find((one) => one === value) ?? 'held')} data={states.map((value) => ({ value, label: say.states[value] }))} />
      </div>
      <Fault error={error} />
      <Read from={pages}>
        {(items) => (items.length === 0 ? <Text size="sm" role="status">{say.none}</Text> : (
          <ul className={styles['list']} aria-label={say.title}>
            {items.map((item) => <Row key={item.id} item={item} isBusy={isBusy} onView={() => setSeen(item)} onReplay={() => void replay(item)} onDiscard={() => setUnwanted(item)} />)}
          </ul>
        ))}
      </Read>
      <MoreButton pages={pages} />
      {seen && <RawText item={seen} onClose={() => setSeen(null)} />}
      {unwanted && <DiscardDialog item={unwanted} onClose={() => setUnwanted(null)} />}
    </Stack>
  );
}

function Row({ item, isBusy, onView, onReplay, onDiscard }: { item: QuarantineItem; isBusy: boolean; onView: () => void; onReplay: () => void; onDiscard: () => void }) {
  const say = useWords(words).quarantine;
  const { locale } = useLanguage();
  const size = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(Math.ceil(item.size / 1024));
  return (
    <li className={styles['item']}>
      <ChannelIcon channel={item.channel} />
      <div className={styles['grow']}>
        <b>{item.from}</b> {item.subject ?? say.noSubject}
        <small>{momentText(item.heldAt, locale)} · {say.via} {item.source} · {size} kB{item.rawUrl === null && ` · ${say.gone}`}</small>
        <div>{item.reason.words}{item.detail !== null && <Code ml={6} lang="en">{item.detail}</Code>}</div>
        {item.state !== 'held' && (
          <small>
            {say.states[item.state]} {item.endedAt !== null && momentText(item.endedAt, locale)} {item.endedBy && say.by(item.endedBy.name)} {item.endedReason}
            {item.ticket !== null && <> · <Link href={`~/tickets/${item.ticket}`} className={styles['link'] ?? ''}>{item.ticket}</Link></>}
          </small>
        )}
      </div>
      <Group gap={6}>
        {item.rawUrl !== null && <Button size="compact-sm" variant="default" aria-label={say.viewLabel(item.from)} onClick={onView}>{say.view}</Button>}
        {item.rawUrl !== null && <Button size="compact-sm" variant="default" component="a" href={item.rawUrl} download>{say.raw}</Button>}
        {item.state === 'held' && <Button size="compact-sm" variant="default" disabled={isBusy} onClick={onReplay}>{say.replay}</Button>}
        {item.state === 'held' && <Button size="compact-sm" variant="subtle" color="red" onClick={onDiscard}>{say.discard}…</Button>}
      </Group>
    </li>
  );
}

function RawText({ item, onClose }: { item: QuarantineItem; onClose: () => void }) {
  const say = useWords(words).quarantine;
  const raw = useQuery({ queryKey: ['quarantine', 'text', item.id], queryFn: ({ signal }) => request<{ text: string; complete: boolean }>('GET', `/api/quarantine/${item.id}/text`, { signal }) });
  return (
    <Modal opened onClose={onClose} title={say.viewTitle} size="xl">
      <Read from={raw}>{({ text, complete }) => <>{!complete && <Text size="sm" mb="xs">{say.cut}</Text>}<pre className={styles['raw']} tabIndex={0}>{text}</pre></>}</Read>
    </Modal>
  );
}

function DiscardDialog({ item, onClose }: { item: QuarantineItem; onClose: () => void }) {
  const say = useWords(words).quarantine;
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  return (
    <Confirm
      title={say.discardTitle} confirm={say.discard} color="red" isReady={reason.trim() !== ''} onClose={onClose}
      does={async () => {
        await request('POST', `/api/quarantine/${item.id}/discard`, { body: { reason } });
        await queries.invalidateQueries({ queryKey: ['quarantine'] });
        onClose();
      }}
    >
      <Text size="sm">{say.discardHint}</Text>
      <TextInput label={say.reason} required maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </Confirm>
  );
}
