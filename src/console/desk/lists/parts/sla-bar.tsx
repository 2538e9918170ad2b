import { VisuallyHidden } from '@mantine/core';
import { momentText } from '../../../shared/times.ts';
import { useClock } from '../../../shared/use-clock.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { ticketWords } from '../ticket-words.ts';
import { lengthText, slaOf, type SlaTicket } from './sla.ts';
import styles from './sla-bar.module.css';

/** What is left until the next target, as a bar that empties by the server's clock, with words. */
export function SlaBar({ ticket }: { ticket: SlaTicket }) {
  const say = useWords(ticketWords).sla;
  const { locale } = useLanguage();
  const sla = slaOf(ticket, useClock(5_000));
  if (sla.state === 'none' || sla.state === 'settled') {
    const words = sla.state === 'none' ? say.none : say.met;
    return <span className={styles['quiet']} title={words}><span aria-hidden>—</span><VisuallyHidden>{words}</VisuallyHidden></span>;
  }
  const time = lengthText(sla.left);
  const told = sla.left < 0 ? say.late(time) : say.left(time);
  const title = ticket.dueAt === null ? told : `${told} · ${momentText(ticket.dueAt, locale)}`;
  const shown = sla.left < 0 ? `−${time}` : time;
  return (
    <span className={`${styles['sla']} ${styles[sla.state]}`} role="img" aria-label={told} title={title}>
      <span className={styles['track']}>
        <span className={styles['bar']} style={{ display: 'block', transform: `scaleX(${sla.left < 0 ? 1 : 1 - sla.used})` }} />
      </span>
      <span className={styles['text']}>{shown}</span>
    </span>
  );
}
