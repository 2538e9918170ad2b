import { Button, Modal, Stack, Text } from '@mantine/core';
import { useWords } from '../../shared/words.tsx';
import { useLive, useLiveState } from '../live/use-live.tsx';
import { useSession } from '../session.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { words } from './words.ts';

/** Over the page as it stands, once the desk no longer knows this session: the same person goes on, another gets a new page. */
export function SessionOver() {
  const say = useWords(words);
  const live = useLive();
  const { connection } = useLiveState();
  const { me, isOver, signedIn } = useSession();
  const reload = () => window.location.reload();
  return (
    <Modal
      opened={isOver || connection === 'refused'} onClose={() => undefined} title={say.overTitle} centered
      withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} overlayProps={{ blur: 2 }} zIndex={1_000}
    >
      <Stack>
        <Text size="sm">{say.over(me.name)}</Text>
        <SignInForm
          email={me.email}
          onSignedIn={(agent) => {
            if (agent.id !== me.id) return reload();
            live.close();
            signedIn();
            live.open();
          }}
        />
        <Text size="xs" c="dimmed">{say.overOther}</Text>
        <Button variant="subtle" size="compact-sm" color="gray" onClick={() => window.location.assign('/')}>{say.another}</Button>
      </Stack>
    </Modal>
  );
}
