import { Alert, Button, Group, Text } from '@mantine/core';
import type { Ticket } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { useAction } from '../use-action.ts';
import { actionWords } from './words.ts';

interface SplitBarProps {
  ticket: Ticket;
  picked: ReadonlySet<string>;
  onClose: () => void;
  /** The new ticket. */
  onDone: (created: Ticket) => void;
}

/** Stands by the timeline while contacts are chosen there that are another matter. */
export function SplitBar({ ticket, picked, onClose, onDone }: SplitBarProps) {
  const words = useWords(actionWords);
  const say = words.dialog.split;
  const { act, isBusy, fault } = useAction(ticket, { pinned: true });
  const contacts = ticket.timeline.filter(({ kind }) => kind === 'contact').length;
  const isAll = picked.size >= contacts;
  const split = async () => {
    const done = await act('split', { body: { contacts: [...picked] } });
    if (done.kind === 'done') onDone(done.ticket);
  };
  return (
    <Alert color="blue" p="xs" title={say.title} role="region" aria-label={say.title}>
      <Text size="sm">{say.hint}</Text>
      {fault !== null && <Text size="sm" c="red" role="alert">{fault}</Text>}
      <Group mt={6} gap="sm">
        <Text size="sm" aria-live="polite">{say.count(picked.size)}{isAll && ` · ${say.all}`}</Text>
        <Button size="compact-sm" variant="default" onClick={onClose}>{say.give}</Button>
        <Button size="compact-sm" disabled={picked.size === 0 || isAll} loading={isBusy} onClick={() => void split()}>{say.do}</Button>
      </Group>
    </Alert>
  );
}
