import { ActionIcon, Anchor, Button, Group, Indicator, Popover, ScrollArea, Stack, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconAt } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Mention } from '../../../api/contract.ts';
import { relativeTime, serverNow } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import styles from './mentions.module.css';
import { useMentions } from './use-mentions.ts';
import { words } from './words.ts';

/** What colleagues mentioned this person in, counted in the header. */
export function MentionsBell() {
  const say = useWords(words);
  const [, navigate] = useLocation();
  const [isOpen, setOpen] = useState(false);
  const { mentions, markRead, markAllRead } = useMentions();
  const unread = mentions.data?.unread ?? 0;
  const open = ({ id, ticket, readAt }: Mention) => {
    setOpen(false);
    if (readAt === null) void markRead(id);
    navigate(`/tickets/${ticket.number}`);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={360} trapFocus withinPortal>
      <Popover.Target>
        <Tooltip label={say.title}>
          <Indicator label={unread > 99 ? '99+' : unread} size={16} disabled={unread === 0} color="red" autoContrast>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={say.bell(unread)} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><IconAt size={20} /></ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <VisuallyHidden role="status">{unread > 0 ? say.bell(unread) : ''}</VisuallyHidden>
      <Popover.Dropdown p="xs">
        <Stack gap="xs">
          <Group justify="space-between">
            <Text fw={600} size="sm">{say.title}</Text>
            {unread > 0 && <Anchor component="button" type="button" size="xs" onClick={() => void markAllRead()}>{say.allRead}</Anchor>}
          </Group>
          {mentions.isError && <Group gap="xs"><Text size="sm" c="red" role="alert">{say.notLoaded}</Text><Button size="compact-xs" variant="default" onClick={() => void mentions.refetch()}>{say.again}</Button></Group>}
          {mentions.data?.mentions.length === 0 && <Text size="sm" c="dimmed">{say.none}</Text>}
          <ScrollArea.Autosize mah={420}>
            <ul className={styles['list']}>
              {mentions.data?.mentions.map((mention) => <li key={mention.id}><OneMention mention={mention} onOpen={() => open(mention)} /></li>)}
            </ul>
          </ScrollArea.Autosize>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function OneMention({ mention, onOpen }: { mention: Mention; onOpen: () => void }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const { by, ticket, note, at, readAt } = mention;
  return (
    <UnstyledButton className={styles['mention'] ?? ''} data-unread={readAt === null || undefined} onClick={onOpen}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={readAt === null ? 700 : 400} truncate>{say.by(by.name, ticket.number)}{readAt === null && <VisuallyHidden> ({say.unread})</VisuallyHidden>}</Text>
        <Text size="xs" c="dimmed" style={{ flexShrink: 0 }}>{relativeTime(at, serverNow(), locale)}</Text>
      </Group>
      <Text size="xs" c="dimmed" truncate>{ticket.subject}</Text>
      <Text size="sm" lineClamp={2}>{note.text}</Text>
    </UnstyledButton>
  );
}
