import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { faultText } from '../../../shared/request.ts';
import { useWords } from '../../../shared/words.tsx';
import { words } from '../words.ts';

export function Fault({ error }: { error: unknown }) {
  const say = useWords(words);
  return error === null || error === undefined ? null : <Alert color="red" role="alert">{faultText(error, say.faults, say.faults.internal)}</Alert>;
}

interface Reading<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** What was read, or that it is being read, or why it cannot be, with another try. */
export function Read<Data>({ from, children }: { from: Reading<Data>; children: (data: Data) => ReactNode }) {
  const say = useWords(words);
  if (from.data !== undefined) return children(from.data);
  if (from.error === null || from.error === undefined) return <Group gap="xs" role="status"><Loader size="sm" /><Text size="sm">{say.loading}</Text></Group>;
  return (
    <Alert color="red" role="alert" title={say.notRead}>
      <Group justify="space-between"><span>{faultText(from.error, say.faults, say.faults.internal)}</span><Button size="xs" variant="default" onClick={() => void from.refetch()}>{say.again}</Button></Group>
    </Alert>
  );
}
