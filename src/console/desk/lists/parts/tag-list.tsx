import { IconX } from '@tabler/icons-react';
import { useWords } from '../../../shared/words.tsx';
import { ticketWords } from '../ticket-words.ts';
import styles from './badge.module.css';

interface TagListProps {
  tags: readonly string[];
  /** Shows so many and counts the others; left out: all, in as many lines as they take. */
  most?: number;
  /** A tag becomes a button. */
  onPick?: (tag: string) => void;
  /** Each tag gets a cross. */
  onRemove?: (tag: string) => void;
}

/** The tags of a ticket, in its order. Nothing when there are none. */
export function TagList({ tags, most, onPick, onRemove }: TagListProps) {
  const say = useWords(ticketWords);
  if (tags.length === 0) return null;
  const shown = most === undefined ? tags : tags.slice(0, most);
  const hidden = tags.slice(shown.length);
  return (
    <span className={`${styles['tags']} ${most === undefined ? styles['wraps'] : ''}`} role="list" aria-label={say.tags}>
      {shown.map((tag) => (
        <span key={tag} role="listitem" className={`${styles['badge']} ${styles['tag']}`} title={tag}>
          {onPick ? <TagButton tag={tag} onPick={onPick} /> : <span className={styles['tagText']}>{tag}</span>}
          {onRemove && (
            <button type="button" className={styles['remove']} aria-label={say.removeTag(tag)} onClick={() => onRemove(tag)}>
              <IconX size={13} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {hidden.length > 0 && (
        <span role="listitem" className={`${styles['badge']} ${styles['tag']}`} title={hidden.join(', ')} aria-label={say.moreTags(hidden.length)}>
          +{hidden.length}
        </span>
      )}
    </span>
  );
}

function TagButton({ tag, onPick }: { tag: string; onPick: (tag: string) => void }) {
  return (
    <button
      type="button" tabIndex={-1} className={`${styles['remove']} ${styles['tagText']}`}
      onClick={(event) => {
        event.stopPropagation();
        onPick(tag);
      }}
    >
      {tag}
    </button>
  );
}
