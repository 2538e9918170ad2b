import { IconAlertTriangle, IconEye, IconMessageReply } from '@tabler/icons-react';
import { memo, type MouseEvent } from 'react';
import { Link } from 'wouter';
import type { TicketSummary } from '../../../api/contract.ts';
import { customerText } from '../../shared/address-text.ts';
import { momentText } from '../../shared/times.ts';
import { useClock } from '../../shared/use-clock.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { ChannelIcon, lengthText, PriorityBadge, SlaBar, StatusBadge, TagList } from './parts/index.ts';
import styles from './ticket-table.module.css';
import { words } from './words.ts';

export interface RowProps {
  ticket: TicketSummary;
  /** Counted from one, below the heading. */
  place: number;
  top: number;
  isActive: boolean;
  isChosen: boolean;
  /** Left out: rows cannot be chosen. */
  onChoose?: ((number: string, isRange: boolean) => void) | undefined;
  onOpen: (number: string) => void;
  onTag?: ((tag: string) => void) | undefined;
  asCard: boolean;
}

export const rowId = (number: string) => `ticket-${number}`;

/** One ticket of a list: a line of 36 pixels, or a card where the screen is narrow. */
export const TicketRow = memo(function TicketRow(props: RowProps) {
  const { ticket, place, top, isActive, isChosen, onOpen, asCard } = props;
  const classes = [asCard ? styles['card'] : `${styles['row']} ${styles['line']}`, isActive && styles['active'], isChosen && styles['chosen']];
  const open = (event: MouseEvent) => {
    // A link knows by itself what to do, and text that was just marked is to be copied.
    if (event.defaultPrevented || (event.target instanceof Element && event.target.closest('a, button, input, label'))) return;
    if ((window.getSelection()?.toString() ?? '') === '') onOpen(ticket.number);
  };
  return (
    <div
      id={rowId(ticket.number)} role="row" aria-rowindex={place + 1} aria-selected={isChosen}
      className={classes.filter(Boolean).join(' ')} style={{ transform: `translateY(${top}px)` }} onClick={open}
    >
      {asCard ? <CardCells {...props} /> : <LineCells {...props} />}
    </div>
  );
});

function LineCells({ ticket, isChosen, onChoose, onTag }: RowProps) {
  const say = useWords(words);
  return (
    <>
      <span role="gridcell" className={styles['mid']}><Choice ticket={ticket} isChosen={isChosen} onChoose={onChoose} /></span>
      <span role="gridcell" className={styles['mid']}><PriorityBadge priority={ticket.priority} /></span>
      <span role="gridcell" className={`${styles['cell']} ${styles['number']}`}>{ticket.number}</span>
      <span role="gridcell" className={`${styles['mid']} ${styles['channel']}`}><ChannelIcon channel={ticket.channel} /></span>
      <span role="gridcell" className={styles['subject']}><Subject ticket={ticket} onTag={onTag} /></span>
      <span role="gridcell" className={`${styles['cell']} ${styles['customer']}`}>{customerOf(ticket) ?? (ticket.kind === 'alarm' ? <Nothing /> : <span className={styles['quiet']}>{say.unknownCustomer}</span>)}</span>
      <span role="gridcell" className={`${styles['cell']} ${styles['entry']}`} title={ticket.service?.name}>{ticket.entry?.name ?? ticket.service?.name ?? <Nothing />}</span>
      <span role="gridcell" className={`${styles['cell']} ${styles['team']}`}>{ticket.team ? `${ticket.tier ?? ''} · ${ticket.team.name}` : <Nothing />}</span>
      <span role="gridcell" className={`${styles['cell']} ${styles['agent']}`}>{ticket.agent?.name ?? <Nothing />}</span>
      <span role="gridcell" className={`${styles['cell']} ${styles['age']}`}><Age openedAt={ticket.openedAt} /></span>
      <span role="gridcell" className={`${styles['cell']} ${styles['sla']}`}><SlaBar ticket={ticket} /></span>
      <span role="gridcell" className={`${styles['cell']} ${styles['status']}`}><StatusBadge status={ticket.status} waitingFor={ticket.waitingFor} /></span>
    </>
  );
}

function CardCells({ ticket, isChosen, onChoose }: RowProps) {
  const say = useWords(words);
  return (
    <>
      <span role="gridcell" className={styles['cardBox']}><Choice ticket={ticket} isChosen={isChosen} onChoose={onChoose} /></span>
      <span role="gridcell" className={styles['cardLine']}>
        <PriorityBadge priority={ticket.priority} />
        <span className={styles['number']}>{ticket.number}</span>
        <ChannelIcon channel={ticket.channel} />
        <StatusBadge status={ticket.status} waitingFor={ticket.waitingFor} />
      </span>
      <span role="gridcell" className={`${styles['subject']} ${styles['cardSubject']}`}><Subject ticket={ticket} /></span>
      <span role="gridcell" className={`${styles['cardLine']} ${styles['quiet']}`}>
        <span className={styles['cell']}>{[customerOf(ticket) ?? (ticket.kind === 'alarm' ? null : say.unknownCustomer), ticket.agent?.name ?? ticket.team?.name].filter(Boolean).join(' · ')}</span>
        <SlaBar ticket={ticket} />
      </span>
    </>
  );
}

function Choice({ ticket, isChosen, onChoose }: Pick<RowProps, 'ticket' | 'isChosen' | 'onChoose'>) {
  const say = useWords(words);
  if (!onChoose) return null;
  return (
    <input
      type="checkbox" className={styles['box']} tabIndex={-1} checked={isChosen} aria-label={say.chooseTicket(ticket.number)}
      onChange={() => undefined} onClick={(event) => onChoose(ticket.number, event.shiftKey)}
    />
  );
}

function Subject({ ticket, onTag }: { ticket: TicketSummary; onTag?: ((tag: string) => void) | undefined }) {
  const say = useWords(words);
  const awaits = ticket.customerWroteLast && ticket.agent !== null && ticket.status !== 'resolved' && ticket.status !== 'closed' && ticket.status !== 'cancelled';
  return (
    <>
      {ticket.undelivered && <span className={`${styles['mark']} ${styles['bad']}`} role="img" aria-label={say.undelivered} title={say.undelivered}><IconAlertTriangle size={15} aria-hidden /></span>}
      {awaits && <span className={styles['mark']} role="img" aria-label={say.awaitsAnswer} title={say.awaitsAnswer}><IconMessageReply size={15} aria-hidden /></span>}
      <Link href={`/tickets/${ticket.number}`} tabIndex={-1} className={`${styles['link']} ${awaits ? styles['awaits'] : ''}`} title={ticket.subject}>{ticket.subject}</Link>
      {ticket.following && <span className={styles['mark']} role="img" aria-label={say.followed} title={say.followed}><IconEye size={15} aria-hidden /></span>}
      <TagList tags={ticket.tags} most={2} {...(onTag ? { onPick: onTag } : {})} />
    </>
  );
}

function Age({ openedAt }: { openedAt: string }) {
  const { locale } = useLanguage();
  const length = lengthText(useClock(5_000) - Date.parse(openedAt));
  return <span title={momentText(openedAt, locale)}>{length.split(' ').slice(0, 2).join(' ')}</span>;
}

function Nothing() {
  return <span className={styles['quiet']} aria-hidden>—</span>;
}

function customerOf({ customer }: TicketSummary): string | null {
  return customerText(customer);
}
