import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { faultText, request } from '../../shared/request.ts';
import { useDoing } from '../../shared/use-doing.ts';
import { useWords } from '../../shared/words.tsx';
import { useConsoleSettings } from '../shell/use-console-settings.ts';
import type { WallPerson } from './use-wall.ts';
import { words } from './words.ts';

/** Does one thing at a time, and reads the wall anew when it is done. */
function useWallChange() {
  const queries = useQueryClient();
  const { run, ...rest } = useDoing();
  const change = (work: () => Promise<unknown>) => run(async () => {
    await work();
    await queries.invalidateQueries({ queryKey: ['wall'] });
  });
  return { ...rest, change };
}

/** Gives somebody another state, after telling what that does to their work. */
export function ForceDialog({ person, to, onClose }: { person: WallPerson; to: WallPerson['availability']; onClose: () => void }) {
  const all = useWords(words);
  const say = all.force;
  const { awayReasons = [] } = useConsoleSettings() ?? {};
  const [reason, setReason] = useState<string | null>(null);
  const [own, setOwn] = useState('');
  const { isBusy, error, change } = useWallChange();
  const hints = { available: say.availableHint, away: say.awayHint, offline: say.offlineHint };
  const force = async () => {
    const why = own.trim() === '' ? reason : own.trim();
    const done = await change(() => request('POST', `/api/agents/${person.id}/presence`, { body: { availability: to, ...(why === null || to === 'available' ? {} : { reason: why }) } }));
    if (!done) return;
    notifications.show({ message: say.done(person.name) });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={say.title(person.name, say[to])}>
      <Stack gap="sm">
        <Text size="sm">{hints[to]}</Text>
        {to === 'away' && awayReasons.length > 0 && (
          <Select label={say.reason} data={awayReasons.map(({ key, name }) => ({ value: key, label: name }))} value={reason} onChange={setReason} clearable comboboxProps={{ withinPortal: true }} />
        )}
        {to !== 'available' && <TextInput label={to === 'away' && awayReasons.length > 0 ? say.ownReason : say.reason} description={say.reasonHint} maxLength={200} value={own} onChange={(event) => setOwn(event.currentTarget.value)} />}
        {error !== null && <Alert color="red" role="alert">{faultText(error, all.faults, all.faults.other)}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{say.cancel}</Button>
          <Button loading={isBusy} onClick={() => void force()} data-autofocus>{say.confirm}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Gives a ticket to somebody, whoever has it now. */
export function ReassignDialog({ number, people, onClose }: { number: string; people: WallPerson[]; onClose: () => void }) {
  const all = useWords(words);
  const say = all.reassign;
  const [agentId, setAgentId] = useState<string | null>(null);
  const { isBusy, error, change } = useWallChange();
  const queries = useQueryClient();
  const chosen = people.find(({ id }) => id === agentId);
  const assign = async () => {
    if (!chosen) return;
    const done = await change(() => request('POST', `/api/tickets/${number}/assign`, { body: { agentId: chosen.id } }));
    if (!done) return;
    void queries.invalidateQueries({ queryKey: ['tickets'] });
    notifications.show({ message: say.done(number, chosen.name) });
    onClose();
  };
  const stateOf = ({ availability, capacity, load }: WallPerson) => `${all.people[availability]}, ${say.free(capacity - load)}`;
  const sorted = people.toSorted((a, b) => Number(b.availability === 'available') - Number(a.availability === 'available'));
  return (
    <Modal opened onClose={onClose} title={say.title(number)}>
      <Stack gap="sm">
        <Text size="sm">{say.hint}</Text>
        <Select
          label={say.to} placeholder={say.choose} searchable value={agentId} onChange={setAgentId} data-autofocus
          data={sorted.map((person) => ({ value: person.id, label: `${person.name} (${stateOf(person)})` }))}
        />
        {error !== null && <Alert color="red" role="alert">{faultText(error, all.faults, all.faults.other)}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{all.force.cancel}</Button>
          <Button loading={isBusy} disabled={!chosen} onClick={() => void assign()}>{say.confirm}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
