import { ActionIcon, Popover, ScrollArea, Stack, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconMessage2Bolt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CannedAnswer, Ticket } from '../../../api/contract.ts';
import { request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import styles from './composer.module.css';
import { folded } from './text-editing.ts';
import { rankCanned } from './use-suggestions.ts';
import { words } from './words.ts';

/** All canned answers that fit the ticket, to be searched and used by pointer or key. */
export function CannedButton({ ticket, onUse }: { ticket: Ticket; onUse: (answer: CannedAnswer) => void }) {
  const say = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const canned = useQuery({
    queryKey: ['canned-answers'], staleTime: 60_000, enabled: isOpen,
    queryFn: ({ signal }) => request<{ cannedAnswers: CannedAnswer[] }>('GET', '/api/canned-answers', { signal }),
  });
  const answers = rankCanned(canned.data?.cannedAnswers ?? [], ticket, folded(query.trim()));
  const use = (answer: CannedAnswer | undefined) => {
    if (!answer) return;
    setOpen(false);
    setQuery('');
    onUse(answer);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" withinPortal trapFocus width={360}>
      <Popover.Target>
        <Tooltip label={`${say.canned} (/)`}>
          <ActionIcon variant="subtle" color="gray" aria-label={say.canned} onClick={() => setOpen(!isOpen)}><IconMessage2Bolt size={18} /></ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Stack gap="xs">
          <TextInput
            size="xs" aria-label={say.searchCanned} placeholder={say.searchCanned} value={query} data-autofocus
            onChange={({ currentTarget }) => setQuery(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              use(answers[0]);
            }}
          />
          <ScrollArea.Autosize mah={260}>
            {answers.map((answer) => (
              <UnstyledButton key={answer.id} className={styles['choice'] ?? ''} w="100%" onClick={() => use(answer)}>
                <Text size="sm" fw={500}>{answer.title}</Text>
                <Text size="xs" c="dimmed" lineClamp={2}>{answer.text}</Text>
              </UnstyledButton>
            ))}
            {canned.isSuccess && answers.length === 0 && <Text size="sm" c="dimmed">{say.noCanned}</Text>}
          </ScrollArea.Autosize>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
