import { Alert, Button, Group, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ticket } from '../../../api/contract.ts';
import { request, RequestError } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

type Mode = 'reply' | 'note';

/** Where an agent answers a ticket's customer or notes something for colleagues. */
export function Composer({ ticket }: { ticket: Ticket }) {
  const say = useWords(words);
  const queries = useQueryClient();
  const [mode, setMode] = useState<Mode>('reply');
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const send = async () => {
    setBusy(true);
    setFault(null);
    try {
      await request('POST', `/api/tickets/${ticket.number}/${mode === 'note' ? 'notes' : 'replies'}`, { body: { text } });
      setText('');
      await queries.invalidateQueries({ queryKey: ['ticket', ticket.number] });
    } catch (error) {
      setFault(say.faultOf(error instanceof RequestError ? error.code : 'internal'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="xs">
      <SegmentedControl
        value={mode} onChange={setMode}
        data={[{ value: 'reply', label: say.answer }, { value: 'note', label: say.note }]}
      />
      <Textarea aria-label={mode === 'note' ? say.note : say.answer} value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={3} maxRows={12} />
      {fault !== null && <Alert color="red" role="alert">{fault}</Alert>}
      <Group justify="end"><Button onClick={() => void send()} loading={isBusy} disabled={text.trim() === ''}>{say.send}</Button></Group>
    </Stack>
  );
}
