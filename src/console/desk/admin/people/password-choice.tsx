import { PasswordInput, Radio, Stack } from '@mantine/core';
import { useWords } from '../../../shared/words.tsx';
import { words } from './words.ts';

/** A password that the desk makes, or one that is written here. */
export function PasswordChoice({ how, setHow, given, setGiven }: { how: string; setHow: (how: string) => void; given: string; setGiven: (password: string) => void }) {
  const say = useWords(words);
  return (
    <Stack gap="xs">
      <Radio.Group label={say.password} value={how} onChange={setHow}>
        <Stack gap={6} mt={6}><Radio value="made" label={say.passwordMade} /><Radio value="given" label={say.passwordGiven} /></Stack>
      </Radio.Group>
      {how === 'given' && (
        <PasswordInput aria-label={say.password} description={say.passwordShort} autoComplete="new-password" maxLength={1000} value={given} onChange={(event) => setGiven(event.currentTarget.value)} />
      )}
    </Stack>
  );
}
