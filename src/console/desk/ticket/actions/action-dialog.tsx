import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { KeyboardEvent, ReactNode, SyntheticEvent } from 'react';
import type { Ticket } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { ticketWords } from '../../lists/ticket-words.ts';
import { actionWords } from './words.ts';

interface ActionDialogProps {
  ticket: Ticket;
  title: string;
  does: string;
  children: ReactNode;
  isReady: boolean;
  isBusy: boolean;
  fault: string | null;
  isDanger?: boolean;
  size?: string;
  onClose: () => void;
  onSubmit: () => void;
}

/** The frame of every dialog that does something to a ticket: it stays open, with all that was typed, until the desk has done it. */
export function ActionDialog(props: ActionDialogProps) {
  const { ticket, title, does, children, isReady, isBusy, fault, isDanger = false, size = 'md', onClose, onSubmit } = props;
  const say = useWords(actionWords);
  const status = useWords(ticketWords).status[ticket.status];
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady && !isBusy) onSubmit();
  };
  const press = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target instanceof HTMLTextAreaElement) event.currentTarget.requestSubmit();
  };
  return (
    <Modal opened onClose={onClose} title={`${title} · ${ticket.number}`} size={size} closeButtonProps={{ 'aria-label': say.close }}>
      <form onSubmit={submit} onKeyDown={press}>
        <Stack gap="sm">
          {fault !== null && <Alert color="red" role="alert">{fault} {say.isNow(status)}</Alert>}
          {children}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>{say.close}</Button>
            <Button type="submit" color={isDanger ? 'red' : undefined} disabled={!isReady} loading={isBusy}>{does}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
