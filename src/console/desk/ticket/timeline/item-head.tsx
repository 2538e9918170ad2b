import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { momentText } from '../../../shared/times.ts';
import { useLanguage } from '../../../shared/words.tsx';
import styles from './timeline.module.css';

/** When it was: on hover with its day and its seconds. */
export function Moment({ at }: { at: string }) {
  const { locale } = useLanguage();
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(at));
  return <time className={styles['moment']} dateTime={at} title={exact}>{momentText(at, locale)}</time>;
}

/** The first line of what somebody said: who, by which way, and when. */
export function ItemHead({ icon, who, children, at }: { icon: ReactNode; who: string; children?: ReactNode; at: string }) {
  return (
    <div className={styles['head']}>
      {icon}
      <Text component="span" size="sm" fw={600} className={styles['who']}>{who}</Text>
      {children}
      <Moment at={at} />
    </div>
  );
}
