import { Anchor, Button, Code, CopyButton, Group, Paper, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useWords } from '../shared/words.tsx';
import { Heading } from './parts/heading.tsx';
import { usePortal } from './use-portal.ts';
import { words } from './words.ts';

/** After a request was sent: its number, and the link under which it goes on. */
export function SentPage({ number, token }: { number: string; token: string }) {
  const say = useWords(words);
  const portal = usePortal();
  const url = `${window.location.origin}/help/requests/${token}`;
  return (
    <>
      <Heading>{say.sent.title}</Heading>
      <Paper withBorder p="lg" radius="md" maw={640}>
        <Stack gap="sm">
          <Text>{say.sent.number} <Text span fw={700} size="xl" data-testid="number">{number}</Text></Text>
          <Text>{say.sent.keep}</Text>
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>{url}</Code>
          <Group>
            <Button component={Link} href={`/requests/${token}`}>{say.sent.follow}</Button>
            {'clipboard' in navigator && (
              <CopyButton value={url}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy} leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}>
                    <span aria-live="polite">{copied ? say.sent.copied : say.sent.copy}</span>
                  </Button>
                )}
              </CopyButton>
            )}
          </Group>
          {portal?.mail === true && <Text size="sm" c="dimmed">{say.sent.mine}</Text>}
        </Stack>
      </Paper>
      <Text mt="lg"><Anchor component={Link} href="/">{say.sent.another}</Anchor></Text>
    </>
  );
}
