import { ActionIcon, Button, Group, Menu, Progress, Select, Switch, Text, Title } from '@mantine/core';
import { IconDots, IconHeadset } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { clockText } from '../../shared/times.ts';
import { useClock } from '../../shared/use-clock.ts';
import { useWords } from '../../shared/words.tsx';
import { lengthText } from '../lists/parts/index.ts';
import { useConsoleSettings } from '../shell/use-console-settings.ts';
import { useTeams } from '../directory.ts';
import styles from './lead.module.css';
import type { WallPerson } from './use-wall.ts';
import { words } from './words.ts';

const order = { available: 0, away: 1, offline: 2 } as const;

interface Doing {
  onForce: (person: WallPerson, to: WallPerson['availability']) => void;
  onWork: (person: WallPerson) => void;
}

/** Everybody and what they do: those who are there first. */
export function PeopleBoard({ people, ...doing }: { people: WallPerson[] } & Doing) {
  const say = useWords(words);
  const teams = useTeams();
  const [team, setTeam] = useState<string | null>(null);
  const [withOffline, setWithOffline] = useState(false);
  const shown = people
    .filter((person) => (team === null || person.teams.includes(team)) && (withOffline || person.availability !== 'offline' || person.assignments > 0 || person.connected))
    .toSorted((a, b) => order[a.availability] - order[b.availability]);
  return (
    <section aria-labelledby="wall-people">
      <Group justify="space-between" mb={6} gap="xs">
        <Title order={2} size="h5" id="wall-people">{say.people.title} ({people.filter(({ availability }) => availability === 'available').length} / {people.length})</Title>
        <Group gap="sm">
          <Select size="xs" aria-label={say.team} placeholder={say.allTeams} clearable value={team} onChange={setTeam} data={teams.map(({ key, name }) => ({ value: key, label: name }))} w={210} />
          <Switch size="xs" label={say.withOffline} checked={withOffline} onChange={(event) => setWithOffline(event.currentTarget.checked)} />
        </Group>
      </Group>
      {shown.length === 0 && <Text size="sm" c="dimmed">{say.people.none}</Text>}
      <ul className={styles['people']}>{shown.map((person) => <PersonCard key={person.id} person={person} {...doing} />)}</ul>
    </section>
  );
}

function PersonCard({ person, onForce, onWork }: { person: WallPerson } & Doing) {
  const say = useWords(words).people;
  const force = useWords(words).force;
  const now = useClock();
  const { awayReasons = [] } = useConsoleSettings() ?? {};
  const { awayReason, wrapUpUntil, call } = person;
  const isWriting = wrapUpUntil !== null && Date.parse(wrapUpUntil) > now;
  const reason = awayReason === null ? null : (awayReasons.find(({ key }) => key === awayReason)?.name ?? say.reasons[awayReason] ?? awayReason);
  return (
    <li data-is={person.availability}>
      <div className={styles['head']}>
        <span className={styles['dot']} aria-hidden />
        <b className={styles['grow']}>{person.name}</b>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target><ActionIcon variant="subtle" color="gray" size={24} aria-label={say.actions(person.name)}><IconDots size={16} aria-hidden /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            {(['available', 'away', 'offline'] as const).map((to) => (
              <Menu.Item key={to} disabled={person.availability === to} onClick={() => onForce(person, to)}>{force[to]}</Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={styles['state']}>
        {isWriting ? say.wrapUp : say[person.availability]}{reason !== null && !isWriting ? ` (${reason})` : ''} · {say.since(lengthText(now - Date.parse(person.since)))}
        {person.availability !== 'offline' && !person.connected && <em> · {say.notConnected}</em>}
      </div>
      {call && (
        <div className={styles['call']}>
          <IconHeadset size={14} aria-hidden /> {call.answered ? say.talks : say.rings} <Link href={`~/tickets/${call.ticket}`} className={styles['link'] ?? ''}>{call.customer ?? say.somebody}</Link> <b>{clockText(now - Date.parse(call.since))}</b>
        </div>
      )}
      <Progress value={Math.min(100, (person.load / person.capacity) * 100)} size="sm" color={person.load >= person.capacity ? 'orange' : 'desk'} aria-label={say.load(person.load, person.capacity)} />
      <Group gap={8} mt={4} justify="space-between">
        <Text size="xs" c="dimmed">{say.load(person.load, person.capacity)}</Text>
        <Group gap={8}>
          {person.offers > 0 && <Text size="xs">{say.offers(person.offers)}</Text>}
          <Button size="compact-sm" fz="xs" variant="subtle" disabled={person.assignments === 0} onClick={() => onWork(person)} aria-label={`${say.workOf(person.name)}: ${say.work(person.assignments)}`}>{say.work(person.assignments)}</Button>
        </Group>
      </Group>
    </li>
  );
}
