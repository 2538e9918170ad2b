import { Anchor, Text } from '@mantine/core';
import type { RequestStatus } from '../../../api/contract.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { sizeText } from '../sizes.ts';
import { words } from '../words.ts';
import classes from './conversation.module.css';

type Message = RequestStatus['messages'][number];

/** What was said both ways, oldest first; new words are read out as they come. */
export function Conversation({ messages }: { messages: Message[] }) {
  const say = useWords(words);
  if (messages.length === 0) return <Text c="dimmed">{say.status.nothing}</Text>;
  return <div role="log" aria-label={say.status.conversation}><ol className={classes.list}>{messages.map((message, place) => <One key={place} message={message} />)}</ol></div>;
}

function One({ message: { from, at, text, files } }: { message: Message }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  return (
    <li className={classes.message} data-from={from}>
      <Text size="xs" fw={600}>{from === 'desk' ? say.status.desk : say.status.you} · <time dateTime={at}>{momentText(at, locale)}</time></Text>
      {text !== '' && <p className={classes.text} dir="auto">{text}</p>}
      {files.length > 0 && (
        <ul className={classes.files} aria-label={say.files.list}>
          {files.map(({ id, name, size, url }) => (
            <li key={id}>
              {url === null
                ? <Text size="sm"><bdi>{name ?? say.files.nameless}</bdi>: {say.files.gone}</Text>
                : <Anchor size="sm" href={url} target="_blank" rel="noopener"><bdi>{name ?? say.files.nameless}</bdi>{size === null ? '' : ` (${sizeText(size, locale)})`}</Anchor>}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
