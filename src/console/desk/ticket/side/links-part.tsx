import { Link } from 'wouter';
import type { Ticket } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import styles from '../ticket.module.css';
import { pageWords } from '../words.ts';

/** The tickets that this one belongs with, and how. */
export function LinksPart({ number, links }: { number: string; links: Ticket['links'] }) {
  const say = useWords(pageWords);
  return (
    <ul className={styles['plainList']}>
      {links.map(({ kind, from, to }) => {
        const isTo = from === number;
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
