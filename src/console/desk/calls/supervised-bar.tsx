import { Button, Text } from '@mantine/core';
import { IconHeadphones } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import type { TicketSummary } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import type { TicketNews } from '../live/live.ts';
import { useTicketNews } from '../live/use-live.tsx';
import { useSession } from '../session.tsx';
import styles from './calls.module.css';
import { Supervise } from './supervise.tsx';
import { useCallAction } from './use-call-action.ts';
import { words } from './words.ts';

type Summary = Pick<TicketSummary, 'number' | 'call' | 'agent'>;

/** The calls of others that this lead takes part in, on every page until they leave or the call is over. */
export function SupervisedBars() {
  const { me } = useSession();
  const [joined, setJoined] = useState<Summary[]>([]);
  useTicketNews(useCallback(({ ticket }: TicketNews) => {
    const isIn = ticket.call?.legs.some(({ role, who }) => role === 'supervisor' && who === me.name) ?? false;
    setJoined((known) => {
      const others = known.filter(({ number }) => number !== ticket.number);
      if (isIn) return [...others, ticket];
      return others.length === known.length ? known : others;
    });
  }, [me.name]));
  return joined.map((ticket) => <SupervisedBar key={ticket.number} ticket={ticket} />);
}

function SupervisedBar({ ticket }: { ticket: Summary }) {
  const say = useWords(words);
  const { act, busy } = useCallAction();
  return (
    <section className={styles['bar']} data-state="supervised" aria-label={say.bar(ticket.number)}>
      <IconHeadphones size={18} aria-hidden />
      <Link href={`/tickets/${ticket.number}`} className={styles['ticket'] ?? ''}>{ticket.number}</Link>
      <Text size="sm">{say.supervising(ticket.agent?.name ?? '')}</Text>
      <div className={styles['actions']}>
        <Supervise ticket={ticket} />
        <Button size="compact-sm" color="red" variant="light" loading={busy !== null} onClick={() => void act('call:listen-stop', { number: ticket.number })}>{say.leave}</Button>
      </div>
    </section>
  );
}
