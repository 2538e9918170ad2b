import { Button, Loader, Modal, Stack, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

// Nobody needs it to begin a day's work.
const PhoneForm = lazy(() => import('./phone-form.tsx').catch(() => ({ default: NotFetched })));

/** Where this person's calls ring: here in the browser, or at a number of theirs. */
export function PhoneDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const say = useWords(words);
  return (
    <Modal opened={opened} onClose={close} title={say.phone.title} size="sm" closeButtonProps={{ 'aria-label': say.close }}>
      <Suspense fallback={<Loader size="sm" />}><PhoneForm close={close} /></Suspense>
    </Modal>
  );
}

function NotFetched({ close }: { close: () => void }) {
  const say = useWords(words);
  return <Stack><Text c="red" size="sm" role="alert">{say.phone.notFetched}</Text><Button variant="default" onClick={close}>{say.close}</Button></Stack>;
}
