import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { useWords } from '../../shared/words.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { Logo } from '../shell/logo.tsx';
import { SignInForm } from './sign-in-form.tsx';
import styles from './sign-in.module.css';
import { words } from './words.ts';

/** The page of whoever is not signed in. */
export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const say = useWords(words);
  return (
    <main className={styles['page']}>
      <div className={styles['middle']}>
        <div className={styles['brand']}><Logo size={40} /><span>Ventanilla</span></div>
        <Text c="dimmed" ta="center" size="sm">{say.about}</Text>
        <Paper withBorder shadow="sm" p="xl" mt="lg" radius="md">
          <Stack>
            <Title order={1} size="h4">{say.title}</Title>
            <SignInForm onSignedIn={onSignedIn} />
          </Stack>
        </Paper>
        <div className={styles['below']}>
          <Anchor href="/help" size="sm">{say.help}</Anchor>
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}
