import { Alert, Anchor, Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { request } from '../shared/request.ts';
import { useLanguage, useWords } from '../shared/words.tsx';
import { words } from './words.ts';

/** The web form that anybody may send. */
export function Form({ mail }: { mail: string }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const [ticket, setTicket] = useState<{ number: string; statusUrl: string } | null>(null);
  const [failed, setFailed] = useState(false);
  const send = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setFailed(false);
    try {
      const body = { ...Object.fromEntries(new FormData(form)), locale };
      setTicket((await request<{ ticket: { number: string; statusUrl: string } }>('POST', '/api/requests', { body })).ticket);
      form.reset();
    } catch {
      setFailed(true);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">{say.formNote}</Text>
        <TextInput name="name" label={say.name} required maxLength={200} />
        <TextInput name="email" label={say.email} type="email" required defaultValue={mail} />
        <TextInput name="subject" label={say.subject} required maxLength={200} />
        <Textarea name="description" label={say.mailText} required autosize minRows={4} maxRows={10} />
        {ticket && <Alert role="status">{say.formSent(ticket.number)} <Anchor href={ticket.statusUrl} target="_blank" rel="noreferrer">{say.follow}</Anchor></Alert>}
        {failed && <Alert role="alert" color="red">{say.failed}</Alert>}
        <Button type="submit">{say.send}</Button>
      </Stack>
    </form>
  );
}
