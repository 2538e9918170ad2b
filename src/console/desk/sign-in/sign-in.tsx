import { Alert, Button, Center, Paper, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { request, RequestError } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

/** Asks who it is; the session is a cookie that no script can read. */
export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const say = useWords(words);
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const signIn = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setBusy(true);
    setFault(null);
    try {
      await request('POST', '/api/sessions', { body: { email: given.get('email'), password: given.get('password') } });
      onSignedIn();
    } catch (error) {
      setFault(error instanceof RequestError ? say.faultOf(error.code) : say.faultOf('internal'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" w="100%" maw={380}>
        <form onSubmit={(event) => void signIn(event)}>
          <Stack>
            <Title order={1} size="h3">{say.title}</Title>
            {fault !== null && <Alert color="red" role="alert">{fault}</Alert>}
            <TextInput name="email" type="email" label={say.email} autoComplete="username" required autoFocus />
            <PasswordInput name="password" label={say.password} autoComplete="current-password" required />
            <Button type="submit" loading={isBusy}>{say.signIn}</Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
