import { Accordion, Alert, Button, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { momentText } from '../shared/times.ts';
import { useLanguage, useWords } from '../shared/words.tsx';
import type { Act, VisitorView } from './use-visitor.ts';
import { words } from './words.ts';

/** Writes to the desk by mail and shows what comes back. */
export function Mail({ view, act }: { view: VisitorView; act: Act }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const [outcome, setOutcome] = useState<'sent' | 'failed' | null>(null);
  const send = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    await act('mails', { subject: given.get('subject'), text: given.get('text') }).then(
      () => {
        form.reset();
        setOutcome('sent');
      },
      () => setOutcome('failed'),
    );
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{say.yourMail}: <b>{view.mail}</b></Text>
      <form onSubmit={(event) => void send(event)}>
        <Stack gap="xs">
          <TextInput name="subject" label={say.subject} maxLength={200} />
          <Textarea name="text" label={say.mailText} required autosize minRows={4} maxRows={10} />
          {outcome === 'sent' && <Alert role="status">{say.mailSent}</Alert>}
          {outcome === 'failed' && <Alert role="alert" color="red">{say.failed}</Alert>}
          <Button type="submit">{say.send}</Button>
        </Stack>
      </form>
      <Title order={3} size="h5">{say.inbox}</Title>
      {view.mails.length === 0 && <Text c="dimmed" size="sm">{say.noMail}</Text>}
      <Accordion variant="contained">
        {view.mails.map((mail, place) => (
          <Accordion.Item key={place} value={String(place)}>
            <Accordion.Control>{mail.subject} <Text span size="xs" c="dimmed">{momentText(mail.at, locale)}</Text></Accordion.Control>
            <Accordion.Panel style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{mail.text}</Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}
