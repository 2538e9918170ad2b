import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { HookEvents, HookWithHealth } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { useKeys } from '../../shell/keys.tsx';
import styles from '../admin.module.css';
import { Read } from '../parts/fault.tsx';
import { HookForm } from './hook-form.tsx';
import { HookPart } from './hook-part.tsx';
import { HookState } from './hook-state.tsx';
import { SecretShown } from './secret-shown.tsx';
import { words } from './words.ts';

export interface HooksRead {
  hooks: HookWithHealth[];
  events: HookEvents;
}

/** Other systems that are told of what happens; one of them with its log under `?hook=`. */
export default function HooksTab() {
  const say = useWords(words);
  const chosen = new URLSearchParams(useSearch()).get('hook');
  const [, navigate] = useLocation();
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  useKeys([{ key: 'n', words: say.add, group: say.title, isOn: chosen === null, does: () => setAdding(true) }]);
  const all = useQuery({ queryKey: ['hooks'], refetchInterval: 15_000, queryFn: () => request<HooksRead>('GET', '/api/hooks') });
  return (
    <Read from={all}>
      {({ hooks, events }) => {
        const hook = hooks.find(({ id }) => id === chosen);
        return (
          <>
            {hook ? <HookPart key={hook.id} hook={hook} events={events} onSecret={setSecret} /> : (
              <Stack gap="sm">
                <Group justify="space-between"><Title order={1} size="h3">{say.title}</Title><Button size="xs" title="n" onClick={() => setAdding(true)}>{say.add}</Button></Group>
                <Text size="sm" c="dimmed">{say.hint}</Text>
                {hooks.length === 0 ? <Text size="sm" role="status">{say.none}</Text> : (
                  <ul className={styles['list']} aria-label={say.title}>{hooks.map((one) => <Row key={one.id} hook={one} />)}</ul>
                )}
              </Stack>
            )}
            {isAdding && (
              <HookForm
                hook={null} events={events} onClose={() => setAdding(false)}
                onSaved={(made, fresh) => { setAdding(false); setSecret(fresh); navigate(`/webhooks?hook=${made.id}`); }}
              />
            )}
            {secret !== null && <SecretShown secret={secret} previousUntil={hook?.previousSecretUntil ?? null} onClose={() => setSecret(null)} />}
          </>
        );
      }}
    </Read>
  );
}

function Row({ hook }: { hook: HookWithHealth }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const { waiting, givenUp, lastDeliveredAt } = hook.health;
  const facts = [
    say.events(hook.events.length),
    lastDeliveredAt === null ? say.neverDelivered : say.lastDelivered(momentText(lastDeliveredAt, locale)),
    ...(waiting > 0 ? [say.waiting(waiting)] : []), ...(givenUp > 0 ? [say.givenUp(givenUp)] : []),
  ];
  return (
    <li className={styles['item']}>
      <div className={styles['grow']}>
        <Link href={`/webhooks?hook=${hook.id}`} className={styles['link'] ?? ''}>{hook.url}</Link>
        {hook.description !== '' && <div>{hook.description}</div>}
        <small>{facts.join(' · ')}</small>
      </div>
      <HookState hook={hook} />
    </li>
  );
}
