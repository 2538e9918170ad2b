import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Hook, HookEvents } from '../../../../api/contract.ts';
import { codeOf, request } from '../../../shared/request.ts';
import { useDoing } from '../../../shared/use-doing.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { asSeen } from '../../changed-meanwhile/changed-meanwhile.tsx';
import { eventWords } from '../../ticket/timeline/event-words.ts';
import { words as common } from '../words.ts';
import { HookFault } from './hook-fault.tsx';
import styles from './hooks.module.css';
import { words } from './words.ts';

type Name = Hook['events'][number];
const groups = ['tickets', 'offers', 'conversation', 'calls', 'desk'] as const satisfies (keyof HookEvents)[];
/** What most systems want. */
const usual: Name[] = ['ticket.opened', 'ticket.routed', 'offer.accepted', 'ticket.resolved', 'ticket.reopened', 'ticket.closed'];

/** Creates a webhook, whose secret is handed on, or changes one. */
export function HookForm({ hook, events, onSaved, onClose }: { hook: Hook | null; events: HookEvents; onSaved: (hook: Hook, secret: string | null) => void; onClose: () => void }) {
  const { form: say, saved, ...parts } = useWords(words);
  const plain = useWords(common);
  const queries = useQueryClient();
  const [url, setUrl] = useState(hook?.url ?? '');
  const [description, setDescription] = useState(hook?.description ?? '');
  const [includesWords, setIncludesWords] = useState(hook?.includesWords ?? false);
  const [chosen, setChosen] = useState<Name[]>(hook?.events ?? usual);
  const [isTried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const [seenAt, setSeenAt] = useState(hook?.updatedAt ?? '');
  const { isBusy, error, run } = useDoing();
  const hasUrl = /^https?:\/\/./.test(url.trim());
  const change = ({ id }: Hook, body: object) =>
    request<{ hook: Hook }>('PATCH', `/api/hooks/${id}`, { body, headers: asSeen(seenAt) }).catch(async (fault: unknown) => {
      // It is told; whoever saves again then means to.
      if (codeOf(fault) === 'stale') setSeenAt((await request<{ hook: Hook }>('GET', `/api/hooks/${id}`)).hook.updatedAt);
      throw fault;
    });
  const save = () => run(async () => {
    const body = { url, description, events: chosen, includesWords };
    const answer = hook === null
      ? await request<{ hook: Hook; secret: string }>('POST', '/api/hooks', { body })
      : { ...await change(hook, body), secret: null };
    await queries.invalidateQueries({ queryKey: ['hooks'] });
    notifications.show({ message: saved });
    onSaved(answer.hook, answer.secret);
  });
  const submit = () => {
    setTried(true);
    if (!hasUrl) return field.current?.focus();
    if (chosen.length > 0) void save();
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={hook === null ? parts.add : parts.edit} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': plain.close }}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <Stack gap="md">
          <TextInput
            ref={field} label={say.url} description={say.urlHint} type="url" required maxLength={2_000} autoComplete="off" data-autofocus
            value={url} onChange={(event) => setUrl(event.currentTarget.value)} error={isTried && !hasUrl && say.needsUrl}
          />
          <TextInput label={say.description} maxLength={200} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
          <div role="group" aria-label={say.events}>
            <Text size="sm" fw={500}>{say.events}</Text>
            {groups.map((group) => <EventGroup key={group} title={parts.groups[group]} names={events[group]} chosen={chosen} onChange={setChosen} />)}
          </div>
          <Checkbox label={say.includesWords} description={say.includesWordsHint} checked={includesWords} onChange={(event) => setIncludesWords(event.currentTarget.checked)} />
          <Stack gap="sm" className={styles['foot'] ?? ''}>
            {isTried && chosen.length === 0 && <Text size="sm" c="red" role="alert">{say.needsEvents}</Text>}
            <HookFault error={error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>{plain.cancel}</Button>
              <Button type="submit" loading={isBusy}>{hook === null ? say.create : plain.save}</Button>
            </Group>
          </Stack>
        </Stack>
      </form>
    </Modal>
  );
}

function EventGroup({ title, names, chosen, onChange }: { title: string; names: Name[]; chosen: Name[]; onChange: (chosen: Name[]) => void }) {
  const { form: say } = useWords(words);
  const { locale } = useLanguage();
  const count = names.filter((name) => chosen.includes(name)).length;
  const turn = (turned: Name[], on: boolean) => onChange(on ? [...new Set([...chosen, ...turned])] : chosen.filter((name) => !turned.includes(name)));
  return (
    <fieldset className={styles['group']}>
      <legend>{title}</legend>
      <Checkbox
        size="xs" label={say.all} aria-label={`${title}: ${say.all}`} checked={count === names.length} indeterminate={count > 0 && count < names.length}
        onChange={(event) => turn(names, event.currentTarget.checked)}
      />
      <div className={styles['names']}>
        {names.map((name) => (
          <Checkbox
            key={name} size="xs" checked={chosen.includes(name)} onChange={(event) => turn([name], event.currentTarget.checked)}
            label={<>{eventWords[locale][name]} <code className={styles['code']}>{name}</code></>}
          />
        ))}
      </div>
    </fieldset>
  );
}
