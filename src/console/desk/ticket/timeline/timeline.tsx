import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Ticket } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { useColleagues } from '../../directory.ts';
import { useNames, type Names } from '../use-names.ts';
import { ContactCard, type Picking } from './contact-card.tsx';
import { EventRow, EventRun } from './event-row.tsx';
import { useLastLook } from './last-look.ts';
import { LetterCard } from './letter-card.tsx';
import { NoteCard } from './note-card.tsx';
import { ReplyCard } from './reply-card.tsx';
import { newestSeq, rowsOf, type Row, type TimelineFilter } from './rows.ts';
import styles from './timeline.module.css';
import { useEnd } from './use-end.ts';
import { timelineWords } from './words.ts';

interface TimelineProps {
  ticket: Ticket;
  filter: TimelineFilter;
  onFilter: (filter: TimelineFilter) => void;
  picking: Picking | null;
  /** A file's address no longer works: the ticket brings a new one. */
  onGone: () => void;
}

/** Everything that happened on a ticket, by every channel, oldest first. */
export function Timeline({ ticket, filter, onFilter, picking, onGone }: TimelineProps) {
  const say = useWords(timelineWords);
  const rows = useMemo(() => rowsOf(ticket.timeline, filter), [ticket.timeline, filter]);
  const names = useNames();
  const people = useColleagues().map(({ name }) => name);
  const lastLook = useLastLook(ticket.number, newestSeq(ticket.timeline));
  const firstNew = lastLook === null ? -1 : rows.findIndex(({ seq }) => seq === null || seq > lastLook);
  const { end, start, isAtEnd, news, toEnd } = useEnd(rows.length);
  const shown = { ticket, names, people, picking, onGone };
  return (
    <section className={styles['timeline']} aria-label={say.timeline}>
      <div className={styles['filter']}>
        <SegmentedControl
          size="xs" aria-label={say.filter} value={filter} onChange={onFilter}
          data={[{ value: 'all', label: say.all }, { value: 'talk', label: say.talk }]}
        />
      </div>
      {rows.length === 0 && <p className={styles['none']}>{filter === 'talk' ? say.noTalk : say.empty}</p>}
      <ol className={styles['rows']}>
        {rows.map((row, place) => (
          <li key={row.key} className={styles['row']}>
            {place === firstNew && place > 0 && <div ref={start} className={styles['newSince']} role="separator" aria-label={say.newSince}><span>{say.newSince}</span></div>}
            <OneRow row={row} {...shown} />
          </li>
        ))}
      </ol>
      <div ref={end} className={styles['end']} />
      {!isAtEnd && (
        <div className={styles['below']} aria-live="polite">
          <Button size="compact-sm" radius="xl" leftSection={<IconArrowDown size={14} aria-hidden />} variant={news > 0 ? 'filled' : 'default'} onClick={toEnd}>
            {news > 0 ? say.newBelow(news) : say.toEnd}
          </Button>
        </div>
      )}
    </section>
  );
}

interface OneRowProps extends Pick<TimelineProps, 'ticket' | 'picking' | 'onGone'> {
  row: Row;
  names: Names;
  people: readonly string[];
}

function OneRow({ row, ticket, names, people, picking, onGone }: OneRowProps) {
  if (row.kind === 'run') return <EventRun events={row.events} at={row.at} names={names} onGone={onGone} />;
  const { item } = row;
  switch (item.kind) {
    case 'contact': return <ContactCard item={item} subject={ticket.subject} picking={picking} onGone={onGone} />;
    case 'reply': return <ReplyCard item={item} ticket={ticket} onGone={onGone} />;
    case 'note': return <NoteCard item={item} people={people} />;
    case 'letter': return <LetterCard item={item} />;
    case 'event': return <EventRow event={item} names={names} onGone={onGone} />;
  }
}
