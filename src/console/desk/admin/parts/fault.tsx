import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { RequestError } from '../../../shared/request.ts';
import { useWords } from '../../../shared/words.tsx';
import { words, type AdminWords } from '../words.ts';

/** What a refusal means, by its code. */
export function faultText(error: unknown, say: AdminWords): string {
  const code = error instanceof RequestError ? error.code : 'internal';
  return Object.entries(say.faults).find(([known]) => known === code)?.[1] ?? say.faults.internal;
}

export function Fault({ error }: { error: unknown }) {
  const say = useWords(words);
  return error === null || error === undefined ? null : <Alert color="red" role="alert">{faultText(error, say)}</Alert>;
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
      <Group justify="space-between"><span>{faultText(from.error, say)}</span><Button size="xs" variant="default" onClick={() => void from.refetch()}>{say.again}</Button></Group>
    </Alert>
  );
}
