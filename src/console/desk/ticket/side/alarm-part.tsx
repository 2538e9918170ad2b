import { Anchor, Badge } from '@mantine/core';
import { Link } from 'wouter';
import type { Ticket } from '../../../../api/contract.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { ticketWords } from '../../lists/ticket-words.ts';
import styles from '../ticket.module.css';
import { pageWords } from '../words.ts';

/** What a machine reports: how bad it is, since when, whether it lasts, and where people look into it. */
export function AlarmPart({ alarm }: { alarm: NonNullable<Ticket['alarm']> }) {
  const say = useWords(pageWords);
  const { locale } = useLanguage();
  const isOver = alarm.endedAt !== null;
  return (
    <dl className={styles['facts']}>
      <dt>{say.alarmState}</dt>
      <dd><Badge size="sm" tt="none" variant={isOver ? 'default' : 'light'} color="red" c="var(--mantine-color-text)">{isOver ? say.alarmOver : say.alarmLasts}</Badge></dd>
      {alarm.severity !== null && <><dt>{say.alarmSeverity}</dt><dd>{alarm.severity}</dd></>}
      <dt>{say.alarmSource}</dt><dd>{alarm.sourceName}</dd>
      <dt>{say.alarmSince}</dt><dd><time dateTime={alarm.startedAt}>{momentText(alarm.startedAt, locale)}</time></dd>
      {alarm.endedAt !== null && <><dt>{say.alarmEnded}</dt><dd><time dateTime={alarm.endedAt}>{momentText(alarm.endedAt, locale)}</time></dd></>}
      {alarm.repeats > 0 && <><dt>{say.alarmRepeats}</dt><dd>{say.alarmTimes(alarm.repeats, momentText(alarm.lastSeenAt, locale))}</dd></>}
      {alarm.url !== null && isWeb(alarm.url) && <><dt>{say.alarmLink}</dt><dd><Anchor href={alarm.url} target="_blank" rel="noopener noreferrer nofollow" size="sm">{new URL(alarm.url).host}</Anchor></dd></>}
    </dl>
  );
}

/** The ticket that this one hangs on, and those that hang on it with how far each is. */
export function HangingPart({ ticket }: { ticket: Ticket }) {
  const say = useWords(pageWords);
  const desk = useWords(ticketWords);
  return (
    <>
      {ticket.parent !== null && <p style={{ margin: 0 }}>{say.workedOnIn} <Link href={`/tickets/${ticket.parent}`}>{ticket.parent}</Link></p>}
      {ticket.children.length > 0 && (
        <ul className={styles['plainList']} aria-label={say.hanging} style={{ maxHeight: '40vh', overflow: 'auto' }} tabIndex={0}>
          {ticket.children.map(({ number, subject, status }) => (
            <li key={number}><Link href={`/tickets/${number}`}>{number}</Link> {subject} <span className={styles['quiet']}>{desk.status[status]}</span></li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A machine may write anything: only what a browser shows as a page becomes a link. */
function isWeb(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}
