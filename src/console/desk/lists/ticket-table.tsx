import { VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { useLocation } from 'wouter';
import type { TicketSummary } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import { rowsMoved } from './rows-moved.ts';
import { rowId, TicketRow } from './ticket-row.tsx';
import styles from './ticket-table.module.css';
import { words } from './words.ts';

export interface TicketTableHandle {
  /** Moves the mark by so many rows, and the keyboard with it. */
  move: (rows: number) => void;
  /** The ticket that is marked. */
  active: () => string | null;
  open: () => void;
  focus: () => void;
  toTop: () => void;
}

export interface Selection {
  chosen: ReadonlySet<string>;
  /** One ticket, or with `isRange` all from the last one chosen to it. */
  choose: (number: string, isRange: boolean) => void;
  chooseAll: (isOn: boolean) => void;
}

export interface TicketTableProps {
  tickets: readonly TicketSummary[];
  /** What the list is, for who does not see it. */
  label: string;
  /** On the page of one customer their name in every row says nothing. */
  withoutCustomer?: boolean;
  selection?: Selection | undefined;
  /** Remembers under this name how far it was scrolled, and gives it back when the same list is shown again. */
  memory?: string;
  onTag?: (tag: string) => void;
  onNearEnd?: () => void;
  /** Whether its first row is in sight. */
  onTop?: (isTop: boolean) => void;
  /** Shown instead of rows where there are none. */
  empty?: ReactNode;
  foot?: ReactNode;
  ref?: Ref<TicketTableHandle>;
}

const remembered = new Map<string, { offset: number; active: string | null }>();
const headerHeight = 32;
/** So many rows before the end more are asked for. */
const ahead = 60;

/** Tickets as dense rows, of which only those in sight exist; it fills the height that its parent (a flex column) leaves. Arrows or j and k move, Enter opens. */
export function TicketTable(props: TicketTableProps) {
  const { tickets, label, selection, memory = '', onNearEnd, onTop, empty, foot } = props;
  const say = useWords(words);
  const [, go] = useLocation();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(() => remembered.get(memory)?.active ?? null);
  const asCard = useMediaQuery('(max-width: 48em)', window.matchMedia('(max-width: 48em)').matches, { getInitialValueInEffect: false });
  const rowHeight = asCard ? 92 : 36;
  const offset = asCard ? 0 : headerHeight;
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer changes under its own functions; no compiler that would remember them is used here
  const rows = useVirtualizer({
    count: tickets.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 5,
    paddingStart: offset, scrollPaddingStart: offset, initialOffset: remembered.get(memory)?.offset ?? 0,
    getItemKey: (place) => tickets[place]?.number ?? place,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const isNearEnd = tickets.length > 0 && last >= tickets.length - ahead;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd, tickets.length]);
  const measured = useRef(rowHeight);
  useEffect(() => {
    if (measured.current !== rowHeight) rows.measure();
    measured.current = rowHeight;
  }, [rows, rowHeight]);
  const scrolled = useRef(remembered.get(memory)?.offset ?? 0);
  const drawn = useRef(tickets);
  useLayoutEffect(() => {
    const moved = drawn.current === tickets || scrolled.current < rowHeight ? 0 : rowsMoved(drawn.current, tickets, Math.floor(scrolled.current / rowHeight));
    drawn.current = tickets;
    if (moved !== 0) rows.scrollToOffset(scrolled.current + moved * rowHeight);
  }, [tickets, rows, rowHeight]);
  useEffect(() => {
    if (memory !== '') remembered.set(memory, { offset: remembered.get(memory)?.offset ?? 0, active });
  }, [memory, active]);

  const place = active === null ? -1 : tickets.findIndex(({ number }) => number === active);
  const move = (by: number) => {
    const from = place >= 0 ? place : by > 0 ? -1 : tickets.length;
    const next = Math.min(tickets.length - 1, Math.max(0, from + by));
    const ticket = tickets[next];
    if (!ticket) return;
    setActive(ticket.number);
    rows.scrollToIndex(next);
    scroller.current?.focus({ preventScroll: true });
  };
  // The same functions for every drawing, so that rows which did not change are not drawn again.
  const open = useCallback((number: string) => {
    setActive(number);
    if (memory !== '') remembered.set(memory, { offset: scroller.current?.scrollTop ?? 0, active: number });
    go(`/tickets/${number}`);
  }, [memory, go]);
  const { onTag } = props;
  const picked = useRef(onTag);
  useEffect(() => {
    picked.current = onTag;
  });
  const pickTag = useCallback((tag: string) => picked.current?.(tag), []);
  useImperativeHandle(props.ref, () => ({
    move, active: () => active, open: () => active !== null && open(active),
    focus: () => scroller.current?.focus(), toTop: () => rows.scrollToOffset(0),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const perPage = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: perPage, PageUp: -perPage, End: tickets.length, Home: -tickets.length };
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (event.key === 'Enter' && active !== null) open(active);
    else if ((event.key === ' ' || event.key.toLowerCase() === 'x') && active !== null && selection) selection.choose(active, event.shiftKey);
    else return;
    event.preventDefault();
  };
  const onScroll = () => {
    const at = scroller.current?.scrollTop ?? 0;
    scrolled.current = at;
    if (memory !== '') remembered.set(memory, { offset: at, active });
    onTop?.(at < rowHeight);
  };

  const isAllChosen = tickets.length > 0 && selection !== undefined && tickets.every(({ number }) => selection.chosen.has(number));
  return (
    <div
      ref={scroller} className={`${styles['scroller']} ${props.withoutCustomer ? styles['withoutCustomer'] : ''}`} tabIndex={0} role="grid" aria-label={label}
      aria-rowcount={tickets.length + 1} aria-multiselectable={selection !== undefined} onKeyDown={onKeyDown} onScroll={onScroll}
      {...(shown.some(({ index }) => index === place) && active !== null ? { 'aria-activedescendant': rowId(active) } : {})}
    >
      {!asCard && <Heading isAllChosen={isAllChosen} onChooseAll={selection && (() => selection.chooseAll(!isAllChosen))} />}
      <div className={styles['rows']} role="rowgroup" style={{ height: Math.max(0, rows.getTotalSize() - offset) }}>
        {shown.map((row) => {
          const ticket = tickets[row.index];
          return ticket && (
            <TicketRow
              key={row.key} ticket={ticket} place={row.index + 1} top={row.start - offset} asCard={asCard} isActive={ticket.number === active}
              isChosen={selection?.chosen.has(ticket.number) ?? false} onChoose={selection?.choose} onOpen={open} onTag={onTag && pickTag}
            />
          );
        })}
      </div>
      {tickets.length === 0 && <div className={styles['empty']} role="row"><div role="gridcell">{empty ?? say.emptyTitle.some}</div></div>}
      {tickets.length > 0 && foot && <div className={styles['foot']} role="presentation">{foot}</div>}
    </div>
  );
}

function Heading({ isAllChosen, onChooseAll }: { isAllChosen: boolean; onChooseAll: (() => void) | undefined }) {
  const say = useWords(words);
  const named = ['customer', 'entry', 'team', 'agent', 'age', 'sla', 'status'] as const;
  return (
    <div role="row" aria-rowindex={1} className={`${styles['row']} ${styles['header']}`}>
      <span role="columnheader" aria-label={say.columns.choose} className={styles['mid']}>
        {onChooseAll && <input type="checkbox" className={styles['box']} checked={isAllChosen} aria-label={say.chooseAll} onChange={onChooseAll} />}
      </span>
      <span role="columnheader" aria-label={say.columns.priority} title={say.columns.priority}>P</span>
      <span role="columnheader">{say.columns.number}</span>
      <span role="columnheader" className={styles['channel']}><VisuallyHidden>{say.columns.channel}</VisuallyHidden></span>
      <span role="columnheader">{say.columns.subject}</span>
      {named.map((name) => <span key={name} role="columnheader" className={`${styles['cell']} ${styles[name]}`}>{say.columns[name]}</span>)}
    </div>
  );
}
