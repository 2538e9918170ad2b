import { Alert, Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../shared/request.ts';
import { useLanguage, useWords } from '../shared/words.tsx';
import { OwnList } from './own-list.tsx';
import { Heading } from './parts/heading.tsx';
import { Trouble } from './parts/trouble.tsx';
import { useMailbox, usePortal } from './use-portal.ts';
import { words } from './words.ts';

/** One's own requests; before the mailed link was used, the way to it. */
export function MinePage() {
  const say = useWords(words);
  const mailbox = useMailbox();
  const portal = usePortal();
  return (
    <>
      <Heading>{say.mine}</Heading>
      {mailbox === undefined || portal === undefined ? <Skeleton h={160} aria-label={say.loading} />
        : mailbox !== null ? <OwnList mailbox={mailbox} />
        : portal.mail ? <AskForLink /> : <Text maw={640}>{say.ask.noMail}</Text>}
    </>
  );
}

function AskForLink() {
  const say = useWords(words);
  const { locale } = useLanguage();
  const [email, setEmail] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const ask = useMutation({ mutationFn: () => request('POST', '/api/portal/links', { body: { email, locale } }) });
  if (ask.isSuccess) {
    return (
      <Alert role="status" color="desk" variant="light" icon={<IconMail size={20} aria-hidden />} title={say.ask.done} maw={640}>
        <Text size="sm" mb="sm" c="var(--mantine-color-text)">{say.ask.doneText}</Text>
        <Button size="xs" variant="default" onClick={() => ask.reset()}>{say.ask.again}</Button>
      </Alert>
    );
  }
  return (
    <form noValidate onSubmit={(event) => {
      event.preventDefault();
      const isRight = /^[^\s@]+@[^\s@]+$/u.test(email.trim());
      setFault(isRight ? null : say.badEmail);
      if (isRight) ask.mutate();
    }}>
      <Stack gap="md" maw={480}>
        <Text>{say.ask.intro}</Text>
        <TextInput type="email" name="email" label={say.form.email} autoComplete="email" required maxLength={320} value={email} error={fault}
          onChange={(event) => setEmail(event.currentTarget.value)} />
        {ask.isError && <Trouble fault={ask.error} />}
        <div><Button type="submit" size="md" loading={ask.isPending}>{say.ask.send}</Button></div>
      </Stack>
    </form>
  );
}
