import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useWords } from '../../shared/words.tsx';
import { colleaguesQuery, useTeams } from '../directory.ts';
import { useSession } from '../session.tsx';
import { useCallAction } from './use-call-action.ts';
import { words } from './words.ts';

export type HandOver = 'consult' | 'transfer';
type Whom = 'colleague' | 'team' | 'number';

/** Whom to ask while the customer waits, or to give the call to. Says so when nobody is on the line any more. */
export function HandOverDialog({ number, what, isOver, close }: { number: string; what: HandOver | null; isOver: boolean; close: () => void }) {
  const say = useWords(words);
  return (
    <Modal opened={what !== null} onClose={close} title={what === 'consult' ? say.consultTitle : say.transferTitle} size="sm" closeButtonProps={{ 'aria-label': say.close }}>
      {isOver && <Text role="alert" mb="md">{say.over(number)}</Text>}
      {isOver && <Group justify="flex-end"><Button autoFocus onClick={close}>{say.close}</Button></Group>}
      {!isOver && what !== null && <HandOverForm number={number} what={what} close={close} />}
    </Modal>
  );
}

function HandOverForm({ number, what, close }: { number: string; what: HandOver; close: () => void }) {
  const say = useWords(words);
  const [whom, setWhom] = useState<Whom>('colleague');
  const [chosen, setChosen] = useState<Record<Whom, string>>({ colleague: '', team: '', number: '' });
  const { act, busy } = useCallAction();
  const choose = (value: string) => setChosen({ ...chosen, [whom]: value });
  const value = chosen[whom].trim();
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (value === '') return;
    const done = whom === 'team'
      ? await act('call:transfer', { number, team: value })
      : await act(what === 'consult' ? 'call:consult' : 'call:transfer', whom === 'number' ? { number, to: value } : { number, agentId: value });
    if (done) close();
  };
  const kinds: Whom[] = what === 'transfer' ? ['colleague', 'team', 'number'] : ['colleague', 'number'];
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <SegmentedControl fullWidth aria-label={say.whom} value={whom} onChange={setWhom} data={kinds.map((kind) => ({ value: kind, label: say.to[kind] }))} />
        {whom === 'colleague' && <ColleagueField value={chosen.colleague} choose={choose} />}
        {whom === 'team' && <TeamField value={chosen.team} choose={choose} />}
        {whom === 'number' && (
          <TextInput type="tel" label={say.number} description={say.numberHint} value={chosen.number} maxLength={40} data-autofocus onChange={(event) => choose(event.currentTarget.value)} />
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={busy !== null} disabled={value === ''}>{what === 'consult' ? say.startConsult : say.startTransfer}</Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FieldProps {
  value: string;
  choose: (value: string) => void;
}

/** Everybody else who is signed in, those who are free first. */
function ColleagueField({ value, choose }: FieldProps) {
  const say = useWords(words);
  const { me } = useSession();
  const { data } = useQuery({ ...colleaguesQuery, staleTime: 5_000 });
  const there = (data?.colleagues ?? []).filter(({ id, availability }) => id !== me.id && availability !== 'offline')
    .toSorted((one, other) => Number(other.availability === 'available') - Number(one.availability === 'available') || one.name.localeCompare(other.name));
  return (
    <Select
      label={say.to.colleague} placeholder={say.pickColleague} searchable data-autofocus nothingFoundMessage={there.length === 0 ? say.nobody : say.noneSuch} value={value || null}
      data={there.map(({ id, name, availability }) => ({ value: id, label: `${name} · ${say.states[availability]}` }))}
      onChange={(id) => choose(id ?? '')}
    />
  );
}

function TeamField({ value, choose }: FieldProps) {
  const say = useWords(words);
  const teams = useTeams();
  return (
    <Select
      label={say.to.team} placeholder={say.pickTeam} searchable data-autofocus nothingFoundMessage={say.noneSuch} value={value || null}
      data={teams.map(({ key, name }) => ({ value: key, label: name }))} onChange={(key) => choose(key ?? '')}
    />
  );
}
