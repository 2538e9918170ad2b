import { Button, Checkbox, Modal, Group, ScrollArea, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Agent, DeskUsage } from '../../../../api/contract.ts';
import { queryOf, request } from '../../../shared/request.ts';
import { useDoing } from '../../../shared/use-doing.ts';
import { useWords } from '../../../shared/words.tsx';
import { useCatalog } from '../../directory.ts';
import { useSession } from '../../session.tsx';
import styles from '../admin.module.css';
import { Fault, Read } from '../parts/fault.tsx';
import { usePeople, useUsage } from '../parts/queries.ts';
import { Retired } from '../parts/retired.tsx';
import { words as common } from '../words.ts';
import { words } from './words.ts';

type Team = DeskUsage['teams'][number];

/** Who works where, and what they are asked to know; also what left desk.yaml while something still has it. */
export default function TeamsTab() {
  const say = useWords(words).teams;
  const { me } = useSession();
  const usage = useUsage();
  const people = usePeople();
  const services = useCatalog();
  const [editing, setEditing] = useState<Team | null>(null);
  const serviceName = (key: string | null) => (key === null ? say.allServices : (services.find((service) => service.key === key)?.name ?? key));
  const having = (skill: string) => (people.data ?? []).filter((person) => person.active && person.skills.includes(skill)).map(({ name }) => name).join(', ');
  return (
    <Stack gap="lg">
      <section aria-labelledby="admin-teams">
        <Title order={1} size="h3" id="admin-teams" mb="xs">{say.title}</Title>
        <Read from={usage}>
          {({ teams }) => (
            <div className={styles['scroll']} tabIndex={0} role="group" aria-label={say.title}>
              <Table fz="sm" miw={640}>
                <Table.Thead><Table.Tr>
                  <Table.Th>{say.team}</Table.Th><Table.Th>{say.serves}</Table.Th><Table.Th ta="right">{say.members}</Table.Th>
                  <Table.Th ta="right">{say.open}</Table.Th><Table.Th ta="right">{say.waiting}</Table.Th><Table.Th />
                </Table.Tr></Table.Thead>
                <Table.Tbody>
                  {teams.map((team) => (
                    <Table.Tr key={team.key}>
                      <Table.Td><b>{team.name}</b> {team.retired && <Retired />}<Text size="xs" c="dimmed">{team.key}{team.tier !== null && ` · ${say.tier(team.tier)}`}</Text></Table.Td>
                      <Table.Td>{team.retired ? '—' : serviceName(team.service)}</Table.Td>
                      <Table.Td ta="right">{team.people === 0 && !team.retired ? <Text span size="sm" title={say.nobodyWaits}>0<span className={styles['vh']}> {say.nobodyWaits}</span></Text> : team.people}</Table.Td>
                      <Table.Td ta="right">{team.open === 0 ? 0 : <Link href={`~/tickets${queryOf({ team: team.key })}`} className={styles['link'] ?? ''}>{team.open}</Link>}</Table.Td>
                      <Table.Td ta="right">{team.waiting}</Table.Td>
                      <Table.Td ta="right">{me.role === 'admin' && <Button size="compact-xs" variant="default" aria-label={say.editLabel(team.name)} onClick={() => setEditing(team)}>{say.edit}</Button>}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          )}
        </Read>
      </section>
      <section aria-labelledby="admin-skills">
        <Title order={2} size="h4" id="admin-skills">{say.skills}</Title>
        <Text size="sm" c="dimmed" mb="xs">{say.skillsHint}</Text>
        <Read from={usage}>
          {({ skills }) => (skills.length === 0 ? <Text size="sm">{say.noSkills}</Text> : (
            <div className={styles['scroll']} tabIndex={0} role="group" aria-label={say.skills}>
              <Table fz="sm" miw={480}>
                <Table.Thead><Table.Tr><Table.Th>{say.skill}</Table.Th><Table.Th>{say.who}</Table.Th><Table.Th ta="right">{say.open}</Table.Th></Table.Tr></Table.Thead>
                <Table.Tbody>
                  {skills.map((skill) => (
                    <Table.Tr key={skill.key}><Table.Td>{skill.key} {skill.retired && <Retired />}</Table.Td><Table.Td>{having(skill.key) || say.nobody}</Table.Td><Table.Td ta="right">{skill.open}</Table.Td></Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          ))}
        </Read>
      </section>
      {editing && people.data && <MembersDialog team={editing} people={people.data.filter(({ active }) => active)} onClose={() => setEditing(null)} />}
    </Stack>
  );
}

function MembersDialog({ team, people, onClose }: { team: Team; people: Agent[]; onClose: () => void }) {
  const say = useWords(words).teams;
  const { save, cancel } = useWords(common);
  const queries = useQueryClient();
  const [members, setMembers] = useState(() => people.filter(({ teams }) => teams.includes(team.key)).map(({ id }) => id));
  const [search, setSearch] = useState('');
  const { isBusy, error, run } = useDoing();
  const offered = team.retired ? people.filter(({ teams }) => teams.includes(team.key)) : people;
  const shown = offered.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const change = async () => {
    const done = await run(async () => {
      // One after the other: of what was refused nothing later is tried, and what was done shows.
      for (const { id, teams } of people) {
        const isIn = members.includes(id);
        if (isIn === teams.includes(team.key)) continue;
        await request('PATCH', `/api/agents/${id}`, { body: { teams: isIn ? [...teams, team.key] : teams.filter((key) => key !== team.key) } });
      }
    });
    void queries.invalidateQueries({ queryKey: ['agents'] });
    void queries.invalidateQueries({ queryKey: ['desk', 'usage'] });
    if (!done) return;
    notifications.show({ message: say.saved(team.name) });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={say.editTitle(team.name)}>
      <Stack gap="sm">
        <Text size="sm">{team.retired ? say.retiredHint : say.editHint}</Text>
        <TextInput type="search" size="xs" aria-label={say.search} placeholder={say.search} value={search} onChange={(event) => setSearch(event.currentTarget.value)} data-autofocus />
        <ScrollArea.Autosize mah={320}>
          <Checkbox.Group aria-label={say.editTitle(team.name)} value={members} onChange={setMembers}>
            <Stack gap={8}>{shown.map(({ id, name, email }) => <Checkbox key={id} value={id} label={name} description={email} size="xs" />)}</Stack>
          </Checkbox.Group>
        </ScrollArea.Autosize>
        <Fault error={error} />
        <Group justify="flex-end"><Button variant="default" onClick={onClose}>{cancel}</Button><Button loading={isBusy} onClick={() => void change()}>{save}</Button></Group>
      </Stack>
    </Modal>
  );
}
