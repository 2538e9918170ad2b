import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../../shared/words.tsx';
import { splitQuotes } from './quotes.ts';
import styles from './timeline.module.css';
import { timelineWords } from './words.ts';

/** Words as they were written: their lines kept, addresses made links, quotes folded away. */
export function PlainText({ text }: { text: string }) {
  const say = useWords(timelineWords);
  const [isOpen, setOpen] = useState(false);
  if (text.trim() === '') return <p className={styles['none']}>{say.noWords}</p>;
  const parts = splitQuotes(text);
  return (
    <div className={styles['text']}>
      {parts.map(({ quoted, text: words }, place) => (quoted
        ? isOpen && <blockquote key={place} className={styles['quote']}>{words}</blockquote>
        : <div key={place}>{linked(words)}</div>))}
      {parts.some(({ quoted }) => quoted) && (
        <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? say.mail.unquoted : say.mail.quoted}
        </Button>
      )}
    </div>
  );
}

const address = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/gu;

function linked(words: string) {
  return words.split(address).map((part, place) => (place % 2 === 1
    ? <a key={place} href={part} target="_blank" rel="noopener noreferrer nofollow">{part}</a>
    : part));
}
