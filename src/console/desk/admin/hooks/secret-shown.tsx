import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { words as common } from '../words.ts';
import { words } from './words.ts';

/** A secret, this once. A click beside it does not put it away. */
export function SecretShown({ secret, previousUntil, onClose }: { secret: string; previousUntil: string | null; onClose: () => void }) {
  const say = useWords(words).secret;
  const plain = useWords(common);
  const { locale } = useLanguage();
  return (
    <Modal opened onClose={onClose} title={say.title} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': plain.close }}>
      <Stack gap="sm">
        <Text size="sm">{say.hint}</Text>
        <Code block aria-label={say.label} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', userSelect: 'all' }}>{secret}</Code>
        {previousUntil !== null && <Text size="sm">{say.old(momentText(previousUntil, locale))}</Text>}
        <Group justify="flex-end">
          <CopyButton value={secret}>{({ copied, copy }) => <Button variant="default" onClick={copy} data-autofocus>{copied ? plain.copied : plain.copy}</Button>}</CopyButton>
          <Button onClick={onClose}>{plain.close}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
