import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDoing } from '../../../shared/use-doing.ts';
import { useWords } from '../../../shared/words.tsx';
import { words } from '../words.ts';
import { Fault } from './fault.tsx';

interface ConfirmProps {
  title: string;
  /** What follows from it. */
  children: ReactNode;
  confirm: string;
  color?: string;
  isReady?: boolean;
  /** Closes the dialog itself when it is done, or opens what comes next. */
  does: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something is done; stays open, with the reason, when it was refused. */
export function Confirm({ title, children, confirm, color, isReady = true, does, onClose }: ConfirmProps) {
  const say = useWords(words);
  const { isBusy, error, run } = useDoing();
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={(event) => { event.preventDefault(); if (isReady) void run(does); }}>
        <Stack gap="sm">
          {children}
          <Fault error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say.cancel}</Button>
            <Button type="submit" loading={isBusy} disabled={!isReady} {...(color === undefined ? {} : { color })}>{confirm}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
