import { Button, Group, Paper, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useWords } from '../../shared/words.tsx';
import { ring } from '../offers/sound.ts';
import { useKeys } from '../shell/keys.tsx';
import styles from './calls.module.css';
import { useSoftphone } from './softphone-line.ts';
import { words } from './words.ts';

/** A call to this browser that no offer here was accepted for, such as a colleague's consultation. */
export function IncomingCall() {
  const { line, answer, reject } = useSoftphone();
  const say = useWords(words);
  const isRinging = line === 'ringing';
  useEffect(() => {
    if (!isRinging) return undefined;
    ring(true);
    const again = setInterval(() => ring(true), 4_000);
    return () => clearInterval(again);
  }, [isRinging]);
  useKeys([{ key: 'l a', words: say.softphone.answer, group: say.keyGroup, does: answer, isOn: isRinging }]);
  if (!isRinging) return null;
  return (
    <Paper className={styles['incoming'] ?? ''} withBorder shadow="lg" p="md" role="alert">
      <Text fw={650}>{say.softphone.incoming}</Text>
      <Text size="sm" c="dimmed" mb="sm">{say.softphone.incomingHint}</Text>
      <Group grow>
        <Button onClick={answer} title="l a">{say.softphone.answer}</Button>
        <Button variant="default" onClick={reject}>{say.softphone.reject}</Button>
      </Group>
    </Paper>
  );
}
