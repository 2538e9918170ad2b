import { Badge, Button, Group, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { Agent } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { useSession } from '../../session.tsx';
import { useKeys } from '../../shell/keys.tsx';
import styles from '../admin.module.css';
import { Read } from '../parts/fault.tsx';
import { usePeople, useUsage } from '../parts/queries.ts';
import { PersonDialogs, PersonMenu, type OpenDialog } from './person-dialogs.tsx';
import { words } from './words.ts';

/** Everybody of the desk: to find, add, change and let go. */
export default function PeopleTab() {
  const say = useWords(words);
  const people = usePeople();
  const [search, setSearch] = useState('');
  const [withInactive, setWithInactive] = useState(false);
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const add = () => setOpen({ kind: 'add' });
  useKeys([{ key: 'n', words: say.keys.add, group: say.keys.group, does: add }]);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1} size="h3">{say.title}</Title>
        <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={add} title="n">{say.add}</Button>
      </Group>
      <Group gap="md">
        <TextInput
          type="search" size="xs" flex={1} miw={200} maw={420} aria-label={say.search} placeholder={say.search} maxLength={100}
          leftSection={<IconSearch size={15} aria-hidden />} value={search} onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Switch size="xs" label={say.inactiveToo} checked={withInactive} onChange={(event) => setWithInactive(event.currentTarget.checked)} />
      </Group>
      <Read from={people}>
        {(everybody) => <PeopleList people={everybody.filter((person) => (withInactive || person.active) && matches(person, search))} onOpen={setOpen} />}
      </Read>
      {open && <PersonDialogs open={open} onOpen={setOpen} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

function PeopleList({ people, onOpen }: { people: Agent[]; onOpen: (dialog: OpenDialog) => void }) {
  const say = useWords(words);
  const { me } = useSession();
  const teams = useUsage().data?.teams ?? [];
  const teamName = (key: string) => teams.find((team) => team.key === key)?.name ?? key;
  return (
    <>
      <Text size="xs" c="dimmed" role="status">{people.length === 0 ? say.none : say.count(people.length)}</Text>
      <ul className={styles['list']} aria-label={say.title}>
        {people.map((person) => (
          <li key={person.id} className={`${styles['person']} ${person.active ? '' : styles['inactive']}`}>
            <span><b>{person.name}</b>{person.id === me.id && ` (${say.you})`}<small>{person.email}</small></span>
            <span className={styles['middle']}>{say.roles[person.role]}{!person.active && <> <Badge size="xs" color="gray" variant="light">{say.inactive}</Badge></>}</span>
            <span className={styles['wide']}>
              {person.teams.length === 0 ? <small>{say.noTeams}</small> : person.teams.map(teamName).join(', ')}
              {person.skills.length > 0 && <small>{say.skills}: {person.skills.join(', ')}</small>}
            </span>
            <span className={styles['middle']}>{say.states[person.availability]}<small>{say.load(person.load, person.capacity)}</small></span>
            <Group gap={4} wrap="nowrap">
              <Button size="compact-xs" variant="default" aria-label={say.editLabel(person.name)} onClick={() => onOpen({ kind: 'edit', person })}>{say.edit}</Button>
              <PersonMenu person={person} onOpen={onOpen} />
            </Group>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Accents and capitals do not matter. */
function matches(person: Agent, search: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const haystack = plain([person.name, person.email, ...person.teams, ...person.skills, person.role].join(' '));
  return plain(search).split(/\s+/).every((word) => haystack.includes(word));
}
