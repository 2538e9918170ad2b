import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useWords } from '../../shared/words.tsx';
import { faultWords } from '../fault-words.ts';
import { words } from '../words.ts';

/** A fault in plain words, read out at once; `again` lets the visitor try anew. */
export function Trouble({ fault, text, again }: { fault?: unknown; text?: string; again?: () => void }) {
  const say = useWords(words);
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />} my="sm">
      <Group justify="space-between">
        <Text size="sm" c="var(--mantine-color-text)">{text ?? faultWords(fault, say)}</Text>
        {again && <Button size="xs" variant="default" onClick={again}>{say.again}</Button>}
      </Group>
    </Alert>
  );
}
