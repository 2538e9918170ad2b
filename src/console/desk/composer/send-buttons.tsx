import { ActionIcon, Button, Group, Menu, Tooltip } from '@mantine/core';
import { IconChevronDown, IconSend } from '@tabler/icons-react';
import type { Ticket } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import type { DraftMode } from './draft.ts';
import type { Then } from './use-sending.ts';
import { words } from './words.ts';

/** Sends, and where the ticket allows it resolves or waits at once. */
export function SendButtons({ mode, status, isBusy, canSend, onSend }: {
  mode: DraftMode; status: Ticket['status']; isBusy: boolean; canSend: boolean; onSend: (then: Then) => void;
}) {
  const say = useWords(words);
  const canResolve = status === 'assigned' || status === 'waiting';
  return (
    <Group gap={1} wrap="nowrap">
      <Tooltip label={say.sendKeys}>
        <Button size="sm" leftSection={<IconSend size={16} />} loading={isBusy} disabled={!canSend} onClick={() => onSend('nothing')}>
          {mode === 'note' ? say.saveNote : say.send}
        </Button>
      </Tooltip>
      {mode === 'reply' && canResolve && (
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <ActionIcon size={36} variant="filled" aria-label={say.more} disabled={!canSend || isBusy}><IconChevronDown size={16} /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onSend('resolve')}>{say.sendAndResolve}</Menu.Item>
            {status === 'assigned' && <Menu.Item onClick={() => onSend('wait')}>{say.sendAndWait}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
