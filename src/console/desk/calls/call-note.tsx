import { Button, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { codeOf, request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

/** A note on the caller's ticket from any page; a draft outlives the dialog, the call and the page. */
export function CallNote({ number, opened, close }: { number: string; opened: boolean; close: () => void }) {
  const say = useWords(words);
  return (
    <Modal opened={opened} onClose={close} title={`${say.noteTitle} · ${number}`} size="md" closeButtonProps={{ 'aria-label': say.close }}>
      <NoteForm key={number} number={number} close={close} />
    </Modal>
  );
}

function NoteForm({ number, close }: { number: string; close: () => void }) {
  const say = useWords(words);
  const queries = useQueryClient();
  const draft = `ventanilla.call-note.${number}`;
  const [text, setText] = useState(() => sessionStorage.getItem(draft) ?? '');
  const [isBusy, setBusy] = useState(false);
  const write = (value: string) => {
    setText(value);
    sessionStorage.setItem(draft, value);
  };
  const save = async (event?: SyntheticEvent) => {
    event?.preventDefault();
    if (text.trim() === '' || isBusy) return;
    setBusy(true);
    try {
      await request('POST', `/api/tickets/${number}/notes`, { body: { text } });
      sessionStorage.removeItem(draft);
      void queries.invalidateQueries({ queryKey: ['ticket', number] });
      notifications.show({ message: say.noteSaved });
      close();
    } catch (error) {
      notifications.show({ color: 'red', message: say.faultOf(codeOf(error)) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack gap="xs">
        <Textarea
          aria-label={say.noteTitle} data-autofocus autosize minRows={4} maxRows={14} maxLength={20_000} value={text} onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
          }}
        />
        <Text size="xs" c="dimmed">{say.noteHint}</Text>
        <Button type="submit" loading={isBusy} disabled={text.trim() === ''} style={{ alignSelf: 'flex-end' }} title="Ctrl+Enter">{say.noteSave}</Button>
      </Stack>
    </form>
  );
}
