import { Link } from 'wouter';
import type { Ticket } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import styles from '../ticket.module.css';
import { pageWords } from '../words.ts';

/** The tickets that this one belongs with, and how. */
export function LinksPart({ ticket }: { ticket: Ticket }) {
  const say = useWords(pageWords);
  return (
    <ul className={styles['plainList']}>
      {ticket.links.map(({ kind, from, to }) => {
        const isTo = from === ticket.number;
        const other = isTo ? to : from;
        return (
          <li key={`${kind} ${from} ${to}`}>
            <span className={styles['quiet']}>{isTo ? say.linkTo[kind] : say.linkFrom[kind]}</span> <Link href={`/tickets/${other}`}>{other}</Link>
          </li>
        );
      })}
    </ul>
  );
}
