import { useClock } from '../../shared/use-clock.ts';
import styles from './offers.module.css';

const radius = 19;
const round = 2 * Math.PI * radius;

/** The time that an offer has left, by the server's clock, as a ring that empties around the seconds. */
export function CountdownRing({ from, until, label }: { from: string; until: string; label: (seconds: number) => string }) {
  const now = useClock(250);
  const end = new Date(until).getTime();
  const left = Math.max(0, end - now);
  const share = Math.min(1, left / Math.max(1, end - new Date(from).getTime()));
  const seconds = Math.ceil(left / 1000);
  return (
    <span className={styles['ring']} role="timer" aria-label={label(seconds)} aria-live="off" data-short={seconds <= 5 || undefined}>
      <svg viewBox="0 0 44 44" width="44" height="44" aria-hidden>
        <circle cx="22" cy="22" r={radius} className={styles['ringTrack']} />
        <circle cx="22" cy="22" r={radius} className={styles['ringLeft']} strokeDasharray={round} strokeDashoffset={round * (1 - share)} transform="rotate(-90 22 22)" />
      </svg>
      <span aria-hidden>{seconds}</span>
    </span>
  );
}
