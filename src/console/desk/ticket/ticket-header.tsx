import { ActionIcon, Button, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconEye, IconPencil, IconStar, IconStarFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Ticket } from '../../../api/contract.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { ChannelIcon, PriorityBadge, SlaBar, StatusBadge } from '../lists/parts/index.ts';
import { focusArrival } from '../shell/focus-page.ts';
import { lastList } from '../lists/last-list.ts';
import { useWatchers } from './use-watchers.ts';
import styles from './ticket.module.css';
import { pageWords } from './words.ts';

interface TicketHeaderProps {
  ticket: Ticket;
  isFollowBusy: boolean;
  onFollow: () => void;
  /** What can be done to it. */
  children: ReactNode;
}

/** What the ticket is, at a glance, and what can be done about it. */
export function TicketHeader({ ticket, isFollowBusy, onFollow, children }: TicketHeaderProps) {
  const say = useWords(pageWords);
  const { locale } = useLanguage();
  const marks = [ticket.triage && say.triage, ticket.abandoned && say.abandoned, ticket.undelivered && say.undelivered, ticket.optedOut && say.optedOut].filter((mark) => mark !== false);
  return (
    <header className={styles['header']}>
      <div className={styles['titleLine']}>
        <ActionIcon component={Link} href={lastList()} variant="subtle" color="gray" aria-label={say.back} title={say.back}><IconArrowLeft size={18} aria-hidden /></ActionIcon>
        <span className={styles['number']}>{ticket.number}</span>
        <Title ref={focusArrival} order={1} size="h4" tabIndex={-1} className={styles['subject']}>{ticket.subject}</Title>
        <Watching number={ticket.number} />
        <Tooltip label={ticket.following ? say.unfollowTip : say.followTip}>
          <Button
            size="compact-sm" variant="subtle" color="gray" aria-pressed={ticket.following} loading={isFollowBusy} onClick={onFollow}
            leftSection={ticket.following ? <IconStarFilled size={15} aria-hidden /> : <IconStar size={15} aria-hidden />}
          >
            {ticket.following ? say.following : say.follow}
          </Button>
        </Tooltip>
      </div>
      <div className={styles['factLine']}>
        <StatusBadge status={ticket.status} waitingFor={ticket.waitingFor} />
        {ticket.status === 'waiting' && ticket.waitingUntil !== null && <span className={styles['quiet']}>{say.waitingUntil(momentText(ticket.waitingUntil, locale))}</span>}
        <PriorityBadge priority={ticket.priority} named />
        <SlaBar ticket={ticket} />
        <ChannelIcon channel={ticket.channel} named />
        {ticket.customer && <Link href={`/customers/${ticket.customer.id}`}>{ticket.customer.name ?? say.unnamed}</Link>}
        {marks.map((mark) => <span key={mark} className={styles['mark']}>{mark}</span>)}
      </div>
      {children}
    </header>
  );
}

/** Who else looks at this ticket, and who of them is typing. */
function Watching({ number }: { number: string }) {
  const say = useWords(pageWords);
  const people = useWatchers(number).map((person) => (person.id === 'visitor' ? { ...person, name: person.name || say.visitor } : person));
  const typing = people.filter((person) => person.typing).map(({ name }) => name);
  const viewing = people.filter((person) => !person.typing && person.id !== 'visitor').map(({ name }) => name);
  return (
    <span className={styles['watching']} role="status">
      {viewing.length > 0 && <span title={say.viewing(viewing.join(', '))}><IconEye size={15} aria-hidden /> {say.viewing(viewing.join(', '))}</span>}
      {typing.length > 0 && <span className={styles['typing']}><IconPencil size={15} aria-hidden /> {say.typing(typing.join(', '))}</span>}
    </span>
  );
}
