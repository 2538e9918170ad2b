import type { TicketSummary } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { ticketWords, type TicketStatus } from '../ticket-words.ts';
import styles from './badge.module.css';

interface StatusBadgeProps {
  status: TicketStatus;
  /** Whom it waits for, when it does. */
  waitingFor?: TicketSummary['waitingFor'];
}

/** Where a ticket stands, in a word and a colour. */
export function StatusBadge({ status, waitingFor = null }: StatusBadgeProps) {
  const say = useWords(ticketWords);
  const title = status === 'waiting' && waitingFor !== null ? say.waitingFor[waitingFor] : undefined;
  return <span className={`${styles['badge']} ${styles['status']} ${styles[status]}`} title={title}>{say.status[status]}</span>;
}
