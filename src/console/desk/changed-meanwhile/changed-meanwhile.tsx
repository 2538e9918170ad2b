import { Alert, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

/** The header by which a change is made only to what was seen, told by the moment of its last change. */
export function asSeen(changedAt: string): { 'if-match': string } {
  return { 'if-match': `"${changedAt}"` };
}

/** Tells that somebody else saved what is edited here, shows what it says now, and lets people choose whose words stay. */
export function ChangedMeanwhile({ name, changedAt, isBusy, onMine, onTheirs, children }: {
  /** Null: it is not known who it was. */
  name: string | null; changedAt: string; isBusy: boolean; onMine: () => void; onTheirs: () => void; children: ReactNode;
}) {
  const say = useWords(words);
  const { locale } = useLanguage();
  return (
    <Alert color="orange" role="alert" title={say.title(name, momentText(changedAt, locale))}>
      <Text size="sm">{say.kept}</Text>
      <Text size="sm" component="blockquote" m="xs" pl="sm" mah="10rem" tabIndex={0} style={{ borderInlineStart: '3px solid currentcolor', overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{children}</Text>
      <Group gap="xs">
        <Button size="compact-sm" loading={isBusy} onClick={onMine}>{say.mine}</Button>
        <Button size="compact-sm" variant="default" disabled={isBusy} onClick={onTheirs}>{say.theirs}</Button>
      </Group>
    </Alert>
  );
}
