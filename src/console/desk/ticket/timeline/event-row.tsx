import { IconChevronDown, IconChevronRight, IconPointFilled } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { Link } from 'wouter';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import type { Names } from '../use-names.ts';
import { actorText } from './actor.ts';
import { becauseOf } from './because.ts';
import { changesOf } from './changes.ts';
import { eventWords } from './event-words.ts';
import { Moment } from './item-head.tsx';
import { reasonText, reasonWords } from './reason-words.ts';
import { RecordingPlayer } from './recording-player.tsx';
import type { TimelineEvent } from './rows.ts';
import styles from './timeline.module.css';
import { timelineWords } from './words.ts';

interface EventRowProps {
  event: TimelineEvent;
  names: Names;
  onGone: () => void;
}

/** One event in a line: what happened, who did it, why, and what it was before. */
export function EventRow({ event, names, onGone }: EventRowProps) {
  const { locale } = useLanguage();
  const say = useWords(timelineWords);
  const what = useWords(eventWords)[event.name];
  const isUnplaced = event.name === 'ticket.routed' && event.reason === 'triage';
  const reasons = useWords(reasonWords);
  const changes = changesOf(event, names, locale);
  const { words, nearest, raisedBy, raisedLearned } = becauseOf(event);
  const isAboutOther = event.agent !== null && event.agent.id !== event.actor.id && event.name.startsWith('offer.');
  return (
    <div className={styles['event']}>
      <IconPointFilled size={10} aria-hidden />
      <div className={styles['eventWords']}>
        <span className={styles['eventName']}>{isUnplaced ? say.unplaced : what}</span>
        {isAboutOther && <span> {say.about(event.agent?.name ?? '')}</span>}
        {event.actor.kind !== 'desk' && <span> {say.by(actorText(event, say))}</span>}
        {changes.map(({ field, before, after }) => (
          <span key={`${field} ${after}`} className={styles['change']}>
            {field !== '' && `${field}: `}{before !== null && <><s>{before}</s>{after !== '' && ' → '}</>}{linkedTicket(after)}
          </span>
        ))}
        {event.reason !== null && <span className={styles['reason']}>{reasonText(event.reason, reasons)}</span>}
        {words.length > 0 && <span className={styles['why']}>{say.weighed(quoted(words))}</span>}
        {raisedBy.length > 0 && <span className={styles['why']}>{say.raised(quoted(raisedBy))}</span>}
        {raisedLearned.length > 0 && <span className={styles['why']}>{say.raisedLearned(quoted(raisedLearned))}</span>}
        {nearest.length > 0 && (
          <span className={styles['why']}>
            {say.alike} {nearest.map((number, place) => <Fragment key={number}>{place > 0 && ', '}<Link href={`/tickets/${number}`}>{number}</Link></Fragment>)}
          </span>
        )}
        {event.recording && <RecordingPlayer recording={event.recording} onGone={onGone} />}
      </div>
      <Moment at={event.at} />
    </div>
  );
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `«${word}»`).join(', ');
}

function linkedTicket(text: string) {
  return /^V-\d+$/.test(text) ? <Link href={`/tickets/${text}`}>{text}</Link> : text;
}

/** A run of events in one line that unfolds. */
export function EventRun({ events, at, ...rest }: { events: TimelineEvent[]; at: string } & Omit<EventRowProps, 'event'>) {
  const say = useWords(timelineWords);
  const what = useWords(eventWords);
  const [isOpen, setOpen] = useState(false);
  const last = events.at(-1);
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div className={styles['run']}>
      <button type="button" className={styles['runButton']} aria-expanded={isOpen} title={isOpen ? say.fold : say.unfold} onClick={() => setOpen(!isOpen)}>
        <Icon size={14} aria-hidden />
        <span>{say.events(events.length)}</span>
        {!isOpen && last && <span className={styles['runLast']}>{what[last.name]}</span>}
        <Moment at={at} />
      </button>
      {isOpen && events.map((event) => <EventRow key={event.seq ?? event.name} event={event} {...rest} />)}
    </div>
  );
}
