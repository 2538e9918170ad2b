import { Alert, Button, Drawer, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { TicketSummary } from '../../../api/contract.ts';
import { faultText, queryOf, request } from '../../shared/request.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { ChannelIcon, PriorityBadge, SlaBar, StatusBadge } from '../lists/parts/index.ts';
import styles from './lead.module.css';
import type { WallPerson } from './use-wall.ts';
import { words } from './words.ts';

/** The tickets that somebody has, to open or to give to somebody else. */
export function PersonWork({ person, onReassign, onClose }: { person: WallPerson; onReassign: (number: string) => void; onClose: () => void }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const { data, error } = useQuery({
    queryKey: ['tickets', 'work of', person.id, locale], refetchInterval: 5_000,
    queryFn: ({ signal }) => request<{ tickets: TicketSummary[] }>('GET', `/api/tickets${queryOf({ agent: person.id, status: 'assigned,waiting', limit: 100, locale })}`, { signal }),
  });
  const tickets = data?.tickets ?? [];
  return (
    <Drawer opened onClose={onClose} position="right" title={say.people.workOf(person.name)} size="md">
      <Stack gap="xs">
        {error && <Alert color="red" role="alert">{faultText(error, say.faults, say.faults.other)}</Alert>}
        {!data && !error && <Loader size="sm" />}
        {data && tickets.length === 0 && <Text size="sm" c="dimmed">{say.people.noWork}</Text>}
        <ul className={styles['rows']}>
          {tickets.map((ticket) => (
            <li key={ticket.number}>
              <PriorityBadge priority={ticket.priority} />
              <ChannelIcon channel={ticket.channel} />
              <span className={styles['grow']}>
                <Link href={`~/tickets/${ticket.number}`} className={styles['link'] ?? ''}>{ticket.number}</Link> {ticket.subject}
                <small className={styles['line']}><StatusBadge status={ticket.status} waitingFor={ticket.waitingFor} /> <SlaBar ticket={ticket} /></small>
              </span>
              <Button size="compact-xs" variant="default" aria-label={say.reassign.label(ticket.number)} onClick={() => onReassign(ticket.number)}>{say.reassign.button}</Button>
            </li>
          ))}
        </ul>
      </Stack>
    </Drawer>
  );
}
