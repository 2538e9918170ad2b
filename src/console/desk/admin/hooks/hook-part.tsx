import { ActionIcon, Alert, Anchor, Button, Group, Menu, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { HookDeliveryDetail, HookEvents, HookWithHealth } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { momentText } from '../../../shared/times.ts';
import { useDoing } from '../../../shared/use-doing.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { HookDialogs, type HookDialog } from './hook-dialogs.tsx';
import { HookFault } from './hook-fault.tsx';
import { HookLog } from './hook-log.tsx';
import { HookState } from './hook-state.tsx';
import { words } from './words.ts';

/** One webhook: how it does, what can be done with it, and what was sent. */
export function HookPart({ hook, events, onSecret }: { hook: HookWithHealth; events: HookEvents; onSecret: (secret: string) => void }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const queries = useQueryClient();
  const [open, setOpen] = useState<HookDialog | null>(null);
  const { isBusy, error, run } = useDoing();
  const readAgain = () => Promise.all([queries.invalidateQueries({ queryKey: ['hooks'] }), queries.invalidateQueries({ queryKey: ['hook-deliveries'] })]);
  const test = () => run(async () => {
    const { delivery } = await request<{ delivery: HookDeliveryDetail }>('POST', `/api/hooks/${hook.id}/test`);
    const last = delivery.attempts.at(-1);
    const cause = last?.fault ? say.causes[last.fault] : say.log.answered(last?.status ?? 0);
    notifications.show(delivery.status === 'delivered' ? { message: say.tested(last?.status ?? null) } : { color: 'red', message: say.testFailed(cause) });
    await readAgain();
  });
  const switchOn = () => run(async () => {
    await request('PATCH', `/api/hooks/${hook.id}`, { body: { active: true } });
    notifications.show({ message: say.switchedOn });
    await readAgain();
  });
  return (
    <Stack gap="sm">
      <Anchor component={Link} href="/webhooks" size="sm">← {say.back}</Anchor>
      <Group justify="space-between" align="flex-start">
        <Group gap="xs" miw={0} style={{ flex: '1 1 300px' }}>
          <Title order={1} size="h3" style={{ overflowWrap: 'anywhere' }}>{hook.description === '' ? say.title : hook.description}</Title>
          <HookState hook={hook} />
        </Group>
        <Group gap="xs">
          <Button size="xs" variant="default" loading={isBusy} onClick={() => void test()}>{say.test}</Button>
          {!hook.active && <Button size="xs" disabled={isBusy} onClick={() => void switchOn()}>{say.switchOn}</Button>}
          <Button size="xs" variant="default" onClick={() => setOpen('edit')}>{say.edit}</Button>
          <Menu position="bottom-end">
            <Menu.Target><ActionIcon variant="default" size={30} aria-label={say.actions}><IconDots size={17} aria-hidden /></ActionIcon></Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setOpen('replay')}>{say.replay}</Menu.Item>
              <Menu.Item onClick={() => setOpen('rotate')}>{say.rotate}…</Menu.Item>
              {hook.active && <Menu.Item onClick={() => setOpen('off')}>{say.switchOff}…</Menu.Item>}
              <Menu.Divider />
              <Menu.Item color="red" onClick={() => setOpen('remove')}>{say.remove}…</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>{hook.url}</Text>
      <Text size="xs" c="dimmed">{say.createdBy(hook.createdBy.name, momentText(hook.createdAt, locale))} · {say.events(hook.events.length)}</Text>
      {hook.offReason !== null && <Alert color="red" variant="light">{say.offBecause[hook.offReason]}</Alert>}
      {hook.active && hook.failingSince !== null && <Alert color="orange" variant="light">{say.failingSince(momentText(hook.failingSince, locale))}</Alert>}
      {hook.previousSecretUntil !== null && Date.parse(hook.previousSecretUntil) > Date.parse(hook.updatedAt) && <Text size="xs" c="dimmed">{say.secret.old(momentText(hook.previousSecretUntil, locale))}</Text>}
      <HookFault error={error} />
      <HookLog hook={hook} />
      {open !== null && <HookDialogs open={open} hook={hook} events={events} onSecret={onSecret} onClose={() => setOpen(null)} />}
    </Stack>
  );
}
