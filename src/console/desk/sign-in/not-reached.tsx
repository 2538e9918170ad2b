import { Button, Stack, Text, Title } from '@mantine/core';
import { useWords } from '../../shared/words.tsx';
import styles from './sign-in.module.css';
import { words } from './words.ts';

/** Instead of the first page when nobody could be asked who is here. */
export function NotReached({ again, isTrying }: { again: () => void; isTrying: boolean }) {
  const say = useWords(words);
  return (
    <main className={styles['page']}>
      <Stack align="center" role="alert">
        <Title order={1} size="h3">{say.notReachedTitle}</Title>
        <Text c="dimmed">{say.notReached}</Text>
        <Button onClick={again} loading={isTrying}>{say.again}</Button>
      </Stack>
    </main>
  );
}
