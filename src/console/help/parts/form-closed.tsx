import { Alert, Anchor, List, Text } from '@mantine/core';
import { IconDoorOff } from '@tabler/icons-react';
import type { Portal } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import { usePortal } from '../use-portal.ts';
import { words } from '../words.ts';

type Way = Portal['form']['ways'][number];

const addressOf: Record<Way['by'], (address: string) => string> = {
  call: (address) => `tel:${address}`, text: (address) => `sms:${address}`, mail: (address) => `mailto:${address}`, page: (address) => address,
};

/** That no requests are taken here now, and how to reach the desk instead; nothing while they are. */
export function FormClosed() {
  const say = useWords(words).formClosed;
  const form = usePortal()?.form;
  if (form === undefined || form.open) return null;
  return (
    <Alert color="orange" variant="light" role="status" icon={<IconDoorOff size={20} aria-hidden />} title={say.title} mb="lg">
      {form.ways.length > 0 && (
        <>
          <Text size="sm" c="var(--mantine-color-text)">{say.instead}</Text>
          <List size="sm" c="var(--mantine-color-text)" mb="xs">
            {form.ways.map(({ by, address }) => (
              <List.Item key={by}>{say.by[by]} <Anchor href={addressOf[by](address)} size="sm" underline="always">{address}</Anchor></List.Item>
            ))}
          </List>
        </>
      )}
      <Text size="sm" c="var(--mantine-color-text)">{say.goesOn}</Text>
    </Alert>
  );
}
