import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useWords } from '../../shared/words.tsx';
import type { TicketNews } from '../live/live.ts';
import { useLive, useLiveState, useTicketNews } from '../live/use-live.tsx';
import { useSession } from '../session.tsx';
import styles from './shell.module.css';
import { words } from './words.ts';

const settleMilliseconds = 400;

/** How much of what this person can carry they carry: open offers count too. Read anew after news of their own work. */
export function CapacityMeter() {
  const say = useWords(words);
  const { me } = useSession();
  useOwnLoad(me.id);
  const share = Math.min(1, me.load / Math.max(1, me.capacity));
  const label = say.load(me.load, me.capacity);
  return (
    <div className={styles['capacity']} role="meter" aria-valuemin={0} aria-valuemax={me.capacity} aria-valuenow={me.load} aria-label={label} title={label}>
      <span className={styles['track']}><span className={styles['fill']} data-full={share >= 1 || undefined} style={{ width: `${share * 100}%` }} /></span>
      <span className={styles['capacityText']} aria-hidden>{me.load}/{me.capacity}</span>
    </div>
  );
}

function useOwnLoad(myId: string) {
  const queries = useQueryClient();
  const live = useLive();
  const { offers, assignments, agent } = useLiveState();
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  const again = useCallback(() => {
    clearTimeout(later.current);
    later.current = setTimeout(() => void queries.invalidateQueries({ queryKey: ['session'] }), settleMilliseconds);
  }, [queries]);
  useEffect(again, [again, offers.length, assignments.length, agent]);
  useEffect(() => live.onOfferEnd(again), [live, again]);
  useTicketNews(useCallback(({ ticket }: TicketNews) => {
    if (ticket.agent?.id === myId) again();
  }, [myId, again]));
}
