import { useWords } from '../../../shared/words.tsx';
import { ticketWords, type Priority } from '../ticket-words.ts';
import styles from './badge.module.css';

/** `P1` in its colour; `named` adds its word, which is told to screen readers and on hover in any case. */
export function PriorityBadge({ priority, named = false }: { priority: Priority | null; named?: boolean }) {
  const say = useWords(ticketWords);
  const word = priority === null ? say.noPriority : say.priority[priority];
  const text = priority ?? '–';
  const label = priority === null ? word : `${priority}, ${word}`;
  return (
    <span className={`${styles['badge']} ${styles['priority']} ${styles[priority ?? 'none']}`} role="img" aria-label={label} title={label}>
      {named && priority !== null ? `${text} ${word}` : text}
    </span>
  );
}
