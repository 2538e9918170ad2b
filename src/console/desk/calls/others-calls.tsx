import { Button, Text } from '@mantine/core';
import { IconHeadphones, IconUsers } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import type { TicketSummary } from '../../../api/contract.ts';
import { customerText } from '../../shared/address-text.ts';
import { useWords } from '../../shared/words.tsx';
import type { TicketNews } from '../live/live.ts';
import { useTicketNews } from '../live/use-live.tsx';
import { useSession } from '../session.tsx';
import styles from './calls.module.css';
import { Supervise } from './supervise.tsx';
import { useCallAction } from './use-call-action.ts';
import { words } from './words.ts';

type Summary = Pick<TicketSummary, 'number' | 'call' | 'agent' | 'customer'>;

/** The calls of others that this person takes part in, consulted or supervising, on every page until they leave or it is over. */
export function OthersCalls() {
  const { me } = useSession();
  const [joined, setJoined] = useState<Summary[]>([]);
  useTicketNews(useCallback(({ ticket }: TicketNews) => {
    const isIn = ticket.agent?.id !== me.id && roleIn(ticket, me.id) !== null;
    setJoined((known) => {
      const others = known.filter(({ number }) => number !== ticket.number);
      if (isIn) return [...others, ticket];
      return others.length === known.length ? known : others;
    });
  }, [me.id]));
  return joined.map((ticket) => (roleIn(ticket, me.id) === 'consult' ? <ConsultedBar key={ticket.number} ticket={ticket} /> : <SupervisedBar key={ticket.number} ticket={ticket} />));
}

function roleIn({ call }: Pick<Summary, 'call'>, myId: string): 'consult' | 'supervisor' | null {
  const role = call?.legs.find((leg) => leg.agentId === myId)?.role;
  return role === 'consult' || role === 'supervisor' ? role : null;
}

/** Why the telephone rings: whose call it is, and the ticket to read meanwhile. */
function ConsultedBar({ ticket }: { ticket: Summary }) {
  const say = useWords(words);
  return (
    <section className={styles['bar']} data-state="supervised" aria-label={say.bar(ticket.number)}>
      <IconUsers size={18} aria-hidden />
      <div className={styles['who']}>
        <Link href={`/tickets/${ticket.number}`} className={styles['ticket'] ?? ''}>{ticket.number}</Link>
        <Text span size="sm" fw={600} truncate>{customerText(ticket.customer)}</Text>
      </div>
      <Text size="sm" role="status">{say.consulted(ticket.agent?.name ?? '')}</Text>
    </section>
  );
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
