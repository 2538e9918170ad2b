import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { TicketSummary } from '../../../../api/contract.ts';
import { queryOf, request } from '../../../shared/request.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { StatusBadge } from '../../lists/parts/index.ts';
import styles from '../ticket.module.css';
import { pageWords } from '../words.ts';

/** What else this customer came with, newest first. */
export function PreviousPart({ customerId, number }: { customerId: string; number: string }) {
  const say = useWords(pageWords);
  const { locale } = useLanguage();
  const { data } = useQuery({
    queryKey: ['customer', customerId, 'of a ticket', locale],
    queryFn: ({ signal }) => request<{ customer: { tickets: TicketSummary[] } }>('GET', `/api/customers/${customerId}${queryOf({ locale })}`, { signal }),
  });
  const others = data?.customer.tickets.filter((ticket) => ticket.number !== number);
  if (!others) return null;
  if (others.length === 0) return <p className={styles['quiet']}>{say.noPrevious}</p>;
  return (
    <ul className={styles['plainList']}>
      {others.map((ticket) => (
        <li key={ticket.number} className={styles['previous']}>
          <Link href={`/tickets/${ticket.number}`}>{ticket.number} {ticket.subject}</Link>
          <span className={styles['previousFacts']}><StatusBadge status={ticket.status} waitingFor={ticket.waitingFor} /> {momentText(ticket.openedAt, locale)}</span>
        </li>
      ))}
    </ul>
  );
}
