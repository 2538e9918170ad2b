import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { momentText } from '../shared/times.ts';
import { useLanguage, useWords } from '../shared/words.tsx';
import css from './texts.module.css';
import type { Act, VisitorView } from './use-visitor.ts';
import { words } from './words.ts';

/** A handset for text messages. What could not be sent stays written. */
export function Texts({ view, act }: { view: VisitorView; act: Act }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [view.texts.length]);
  const send = async () => {
    if (text.trim() === '') return;
    setFailed(false);
    await act('texts', { text }).then(() => setText(''), () => setFailed(true));
  };
  return (
    <Stack gap="sm">
      <Paper withBorder p="sm" className={css.talk} role="log" tabIndex={0} aria-label={say.tabs.texts}>
        {view.texts.length === 0 && <Text c="dimmed" size="sm">{say.noTexts}</Text>}
        {view.texts.map((message, place) => (
          <div key={place} className={css.message} data-from={message.from}>
            <span>{message.text}</span>
            <small>{message.from === 'me' ? say.you : say.desk} · {momentText(message.at, locale)}</small>
          </div>
        ))}
        <div ref={end} />
      </Paper>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Group gap="xs">
          <TextInput flex={1} aria-label={say.textPlaceholder} placeholder={say.textPlaceholder} value={text} error={failed && say.failed} onChange={({ currentTarget }) => setText(currentTarget.value)} />
          <Button type="submit">{say.send}</Button>
        </Group>
      </form>
    </Stack>
  );
}
