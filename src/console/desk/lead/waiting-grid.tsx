import { Badge, Table, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { Wall } from '../../../api/contract.ts';
import { queryOf } from '../../shared/request.ts';
import { useClock } from '../../shared/use-clock.ts';
import { useWords } from '../../shared/words.tsx';
import { lengthText, PriorityBadge } from '../lists/parts/index.ts';
import { priorities, ticketWords, tiers } from '../lists/ticket-words.ts';
import styles from './lead.module.css';
import { sumOf } from './sum.ts';
import type { WaitingCell } from './use-wall.ts';
import { words } from './words.ts';

/** What waits for an agent: a row a tier, a column a priority. A cell where a promise is broken says so in words and colour. */
export function WaitingGrid({ waiting }: { waiting: WaitingCell[] }) {
  const say = useWords(words).waiting;
  const terms = useWords(ticketWords);
  const tierRows = [...tiers, ...(waiting.some(({ tier }) => tier === null) ? [null] : [])];
  const columns = [...priorities, ...(waiting.some(({ priority }) => priority === null) ? [null] : [])];
  const tierName = (tier: (typeof tierRows)[number]) => (tier === null ? say.noTier : terms.tier(tier));
  return (
    <section aria-labelledby="wall-waiting">
      <Title order={2} size="h5" id="wall-waiting" mb={6}>{say.title}</Title>
      <div className={styles['scroll']} tabIndex={0} role="group" aria-label={say.byTier}>
        <table className={styles['grid']}>
          <thead>
            <tr>
              <th scope="col"><span className={styles['hidden']}>{say.byTier}</span></th>
              {columns.map((priority) => <th key={priority} scope="col"><PriorityBadge priority={priority} /></th>)}
              <th scope="col">{say.total}</th>
            </tr>
          </thead>
          <tbody>
            {tierRows.map((tier) => {
              const ofTier = waiting.filter((cell) => cell.tier === tier);
              return (
                <tr key={tier}>
                  <th scope="row">{tierName(tier)}</th>
                  {columns.map((priority) => (
                    <Cell
                      key={priority} cells={ofTier.filter((cell) => cell.priority === priority)}
                      tierName={tierName(tier)} priorityName={priority ?? say.noPriority} href={`~/tickets${queryOf({ status: 'queued', tier, priority })}`}
                    />
                  ))}
                  <Cell cells={ofTier} tierName={tierName(tier)} priorityName={say.total} href={`~/tickets${queryOf({ status: 'queued', tier })}`} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {waiting.length === 0 && <Text size="sm" c="dimmed" mt={6}>{say.nothing}</Text>}
    </section>
  );
}

function Cell({ cells, tierName, priorityName, href }: { cells: WaitingCell[]; tierName: string; priorityName: string; href: string }) {
  const say = useWords(words).waiting;
  const now = useClock();
  const { count, late, oldestAt } = sumOf(cells);
  if (count === 0 || oldestAt === null) return <td className={styles['empty']}><span aria-hidden>·</span><span className={styles['hidden']}>0</span></td>;
  const longest = lengthText(now - oldestAt);
  return (
    <td data-late={late > 0 || undefined}>
      <Link href={href} className={styles['cell'] ?? ''}>
        <b aria-hidden>{count}</b>
        <span aria-hidden>{longest}</span>
        {late > 0 && <em aria-hidden>{say.lateWords(late)}</em>}
        <span className={styles['hidden']}>{say.cell(tierName, priorityName, count, longest, late)}</span>
      </Link>
    </td>
  );
}

/** The same for each team that has something waiting, or somebody there. */
export function TeamTable({ wall }: { wall: Wall }) {
  const say = useWords(words).waiting;
  const now = useClock();
  const teams = [...new Map([...wall.waiting, ...wall.offers].flatMap(({ team }) => (team ? [[team.key, team] as const] : []))).values()];
  if (teams.length === 0) return null;
  return (
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label={say.byTeam}>
      <Table withRowBorders verticalSpacing={4} fz="sm">
        <Table.Caption className={styles['hidden'] ?? ''}>{say.byTeam}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.byTeam}</Table.Th><Table.Th ta="right">{say.count}</Table.Th><Table.Th ta="right">{say.late}</Table.Th>
            <Table.Th ta="right">{say.longest}</Table.Th><Table.Th ta="right">{say.offers}</Table.Th><Table.Th ta="right">{say.people}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {teams.map((team) => {
            const { count, late, oldestAt } = sumOf(wall.waiting.filter((cell) => cell.team.key === team.key));
            const members = wall.people.filter((person) => person.teams.includes(team.key));
            const available = members.filter(({ availability }) => availability === 'available').length;
            return (
              <Table.Tr key={team.key}>
                <Table.Td>
                  <Link href={`~/tickets${queryOf({ status: 'queued', team: team.key })}`} className={styles['link'] ?? ''}>{team.name}</Link>
                  {team.retired && <Badge size="xs" color="gray" variant="outline" ml={6}>{say.retired}</Badge>}
                </Table.Td>
                <Table.Td ta="right">{count}</Table.Td>
                <Table.Td ta="right" className={late > 0 ? (styles['late'] ?? '') : ''}>{late}</Table.Td>
                <Table.Td ta="right">{oldestAt === null ? '–' : lengthText(now - oldestAt)}</Table.Td>
                <Table.Td ta="right">{wall.offers.filter((offer) => offer.team?.key === team.key).length}</Table.Td>
                <Table.Td ta="right" className={available === 0 && count > 0 ? (styles['late'] ?? '') : ''}>
                  {available === 0 ? say.nobody : `${available} / ${members.length}`}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
