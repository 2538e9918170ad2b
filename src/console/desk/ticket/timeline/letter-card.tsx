import { IconMail } from '@tabler/icons-react';
import type { TimelineOf } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { ItemHead } from './item-head.tsx';
import { PlainText } from './plain-text.tsx';
import styles from './timeline.module.css';
import { timelineWords } from './words.ts';

/** A letter that went by post, as an agent noted it. */
export function LetterCard({ item }: { item: TimelineOf<'letter'> }) {
  const say = useWords(timelineWords);
  return (
    <article className={`${styles['card']} ${styles['reply']}`} aria-label={say.letter}>
      <ItemHead icon={<IconMail size={16} aria-hidden />} who={item.agent?.name ?? say.agent} at={item.at}>
        <span className={styles['kind']}>{say.letter}</span>
      </ItemHead>
      {item.to !== null && <p className={styles['copies']}>{say.letterTo}: {item.to.replaceAll(/\s*\n\s*/g, ', ')}</p>}
      <PlainText text={item.text} />
    </article>
  );
}
