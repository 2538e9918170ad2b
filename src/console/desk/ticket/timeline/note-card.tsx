import { IconNote } from '@tabler/icons-react';
import type { TimelineOf } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { ItemHead } from './item-head.tsx';
import { splitMentions } from './mentions.ts';
import styles from './timeline.module.css';
import { timelineWords } from './words.ts';

/** What colleagues wrote for colleagues; whoever is named with @ stands out. */
export function NoteCard({ item, people }: { item: TimelineOf<'note'>; people: readonly string[] }) {
  const say = useWords(timelineWords);
  return (
    <article className={`${styles['card']} ${styles['note']}`} aria-label={say.note}>
      <ItemHead icon={<IconNote size={16} aria-hidden />} who={item.agent?.name ?? say.agent} at={item.at}>
        <span className={styles['kind']}>{say.note}</span>
      </ItemHead>
      <div className={styles['text']}>
        {splitMentions(item.text, people).map(({ text, isMention }, place) => (
          isMention ? <mark key={place} className={styles['mention']}>{text}</mark> : text
        ))}
      </div>
    </article>
  );
}
