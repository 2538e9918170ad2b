import { IconCloudCheck, IconCloudOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../shared/words.tsx';
import { useLive, useLiveState } from '../live/use-live.tsx';
import styles from './shell.module.css';
import { words } from './words.ts';

const graceMilliseconds = 1_500;
const backShownMilliseconds = 4_000;

/** Nothing while connected; what it means when not; and that all is caught up once it is back. */
export function useConnectionNews(): 'offline' | 'back' | null {
  const live = useLive();
  const { connection } = useLiveState();
  const [isMissed, setMissed] = useState(false);
  const [isBack, setBack] = useState(false);
  useEffect(() => {
    if (connection === 'connected' || connection === 'refused') return undefined;
    const late = setTimeout(() => setMissed(true), graceMilliseconds);
    return () => clearTimeout(late);
  }, [connection]);
  useEffect(() => live.onResync(() => {
    setMissed((wasMissed) => {
      if (wasMissed) setBack(true);
      return false;
    });
  }), [live]);
  useEffect(() => {
    if (!isBack) return undefined;
    const over = setTimeout(() => setBack(false), backShownMilliseconds);
    return () => clearTimeout(over);
  }, [isBack]);
  if (isMissed && connection !== 'connected' && connection !== 'refused') return 'offline';
  return isBack ? 'back' : null;
}

export function ConnectionBar({ news }: { news: 'offline' | 'back' | null }) {
  const say = useWords(words).connection;
  const Icon = news === 'back' ? IconCloudCheck : IconCloudOff;
  return (
    <div role="status" aria-live="polite">
      {news !== null && (
        <div className={`${styles['connection']} ${styles[news]}`}>
          <Icon size={16} aria-hidden />
          <span>{say[news]}</span>
        </div>
      )}
    </div>
  );
}
