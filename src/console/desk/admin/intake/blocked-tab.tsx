import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BlockedAddress } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import styles from '../admin.module.css';
import { Confirm } from '../parts/confirm.tsx';
import { Read } from '../parts/fault.tsx';
import { BlockForm } from './block-form.tsx';
import { words } from './words.ts';

/** Whom the desk does not want to hear. */
export default function BlockedTab() {
  const say = useWords(words).blocked;
  const { locale } = useLanguage();
  const queries = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [forgiven, setForgiven] = useState<BlockedAddress | null>(null);
  const blocked = useQuery({ queryKey: ['blocked'], queryFn: async () => (await request<{ blocked: BlockedAddress[] }>('GET', '/api/blocked')).blocked });
  const unblock = async ({ kind, value }: BlockedAddress) => {
    await request('DELETE', `/api/blocked/${kind}/${encodeURIComponent(value)}`);
    await queries.invalidateQueries({ queryKey: ['blocked'] });
    notifications.show({ message: say.undone(value) });
    setForgiven(null);
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between"><Title order={1} size="h3">{say.title}</Title><Button size="xs" onClick={() => setAdding(true)}>{say.add}</Button></Group>
      <Text size="sm" c="dimmed">{say.hint}</Text>
      <Read from={blocked}>
        {(all) => (all.length === 0 ? <Text size="sm" role="status">{say.none}</Text> : (
          <ul className={styles['list']} aria-label={say.title}>
            {all.map((one) => (
              <li key={`${one.kind} ${one.value}`} className={styles['item']}>
                <div className={styles['grow']}><b>{one.value}</b> {one.reason}<small>{say.kinds[one.kind]} · {momentText(one.at, locale)} · {say.by(one.by.name)}</small></div>
                <Button size="compact-sm" variant="default" aria-label={say.unblockLabel(one.value)} onClick={() => setForgiven(one)}>{say.unblock}…</Button>
              </li>
            ))}
          </ul>
        ))}
      </Read>
      {isAdding && <BlockForm given={null} onClose={() => setAdding(false)} />}
      {forgiven && <Confirm title={say.unblockLabel(forgiven.value)} confirm={say.unblock} onClose={() => setForgiven(null)} does={() => unblock(forgiven)}><Text size="sm">{say.unblockHint}</Text></Confirm>}
    </Stack>
  );
}
