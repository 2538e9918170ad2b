import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import type { Agent } from '../../../api/contract.ts';
import { codeOf, request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

/** Asks who it is; the session is a cookie that no script can read. */
export function SignInForm({ email, onSignedIn }: { email?: string; onSignedIn: (agent: Agent) => void }) {
  const say = useWords(words);
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const signIn = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setBusy(true);
    setFault(null);
    try {
      const { agent } = await request<{ agent: Agent }>('POST', '/api/sessions', { body: { email: given.get('email'), password: given.get('password') } });
      onSignedIn(agent);
    } catch (error) {
      setFault(codeOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void signIn(event)}>
      <Stack>
        {fault !== null && <Alert color="red" role="alert" py="xs">{say.faultOf(fault)}</Alert>}
        <TextInput name="email" type="email" label={say.email} autoComplete="username" required withAsterisk={false} defaultValue={email} autoFocus={email === undefined} />
        <PasswordInput name="password" label={say.password} autoComplete="current-password" required withAsterisk={false} autoFocus={email !== undefined} data-autofocus={email !== undefined ? true : undefined} />
        <Button type="submit" loading={isBusy} fullWidth>{say.signIn}</Button>
      </Stack>
    </form>
  );
}
