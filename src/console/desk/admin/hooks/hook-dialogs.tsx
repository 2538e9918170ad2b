import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Hook, HookEvents } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { useDoing } from '../../../shared/use-doing.ts';
import { useWords } from '../../../shared/words.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { words as common } from '../words.ts';
import { HookFault } from './hook-fault.tsx';
import { HookForm } from './hook-form.tsx';
import { words } from './words.ts';

export type HookDialog = 'edit' | 'rotate' | 'off' | 'replay' | 'remove';

interface Dialogs {
  open: HookDialog;
  hook: Hook;
  events: HookEvents;
  onSecret: (secret: string) => void;
  onClose: () => void;
}

/** Whatever is asked about one webhook. */
export function HookDialogs({ open, hook, events, onSecret, onClose }: Dialogs) {
  const say = useWords(words);
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [atOnce, setAtOnce] = useState(false);
  const done = async (message: string | null) => {
    onClose();
    await queries.invalidateQueries({ queryKey: ['hooks'] });
    if (message !== null) notifications.show({ message });
  };
  if (open === 'edit') return <HookForm hook={hook} events={events} onClose={onClose} onSaved={onClose} />;
  if (open === 'replay') return <Replaying hook={hook} onClose={onClose} />;
  if (open === 'rotate') {
    return (
      <Confirm
        title={say.rotate} confirm={say.rotating.done} onClose={onClose}
        does={async () => {
          const { secret } = await request<{ secret: string }>('POST', `/api/hooks/${hook.id}/rotate-secret`, { body: { atOnce } });
          await done(null);
          onSecret(secret);
        }}
      >
        <Text size="sm">{say.rotating.hint}</Text>
        <Checkbox label={say.rotating.atOnce} description={say.rotating.atOnceHint} checked={atOnce} onChange={(event) => setAtOnce(event.currentTarget.checked)} />
      </Confirm>
    );
  }
  if (open === 'off') {
    return (
      <Confirm
        title={say.switchOff} confirm={say.switchOff} color="orange" onClose={onClose}
        does={async () => { await request('PATCH', `/api/hooks/${hook.id}`, { body: { active: false } }); await done(say.switchedOff); }}
      >
        <Text size="sm">{say.switchingOff.hint}</Text>
      </Confirm>
    );
  }
  return (
    <Confirm
      title={say.remove} confirm={say.remove} color="red" onClose={onClose}
      does={async () => { await request('DELETE', `/api/hooks/${hook.id}`); await done(say.removed); navigate('/webhooks'); }}
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>{hook.url}</Text>
      <Text size="sm">{say.removing.hint}</Text>
    </Confirm>
  );
}

/** From a moment on; where there is more than one request takes, from the event after it. */
function Replaying({ hook, onClose }: { hook: Hook; onClose: () => void }) {
  const say = useWords(words).replaying;
  const plain = useWords(common);
  const queries = useQueryClient();
  const [since, setSince] = useState('');
  const [nextSeq, setNextSeq] = useState<number | null>(null);
  const { isBusy, error, run } = useDoing();
  const send = () => run(async () => {
    const body = nextSeq === null ? { since: new Date(since).toISOString() } : { fromSeq: nextSeq };
    const answer = await request<{ queued: number; nextSeq: number | null }>('POST', `/api/hooks/${hook.id}/replay`, { body });
    notifications.show({ message: say.done(answer.queued) });
    await Promise.all([queries.invalidateQueries({ queryKey: ['hooks'] }), queries.invalidateQueries({ queryKey: ['hook-deliveries'] })]);
    if (answer.nextSeq === null) onClose();
    setNextSeq(answer.nextSeq);
  });
  const isReady = nextSeq !== null || !Number.isNaN(Date.parse(since));
  return (
    <Modal opened onClose={onClose} title={say.send} closeButtonProps={{ 'aria-label': plain.close }}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); if (isReady) void send(); }}>
        <Stack gap="sm">
          <Text size="sm">{say.hint}</Text>
          {nextSeq === null
            ? <TextInput type="datetime-local" label={say.since} required value={since} onChange={(event) => setSince(event.currentTarget.value)} data-autofocus />
            : <Text size="sm" role="status">{say.more(nextSeq)}</Text>}
          <HookFault error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{plain.cancel}</Button>
            <Button type="submit" loading={isBusy} disabled={!isReady}>{nextSeq === null ? say.send : say.goOn}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
