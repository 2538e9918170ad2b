import { Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { RequestStatus } from '../../api/contract.ts';
import { request, RequestError } from '../shared/request.ts';
import { momentText } from '../shared/times.ts';
import { useLanguage, useWords } from '../shared/words.tsx';
import { CommentForm } from './comment-form.tsx';
import { Conversation } from './parts/conversation.tsx';
import { Heading } from './parts/heading.tsx';
import { StateBadge, Steps } from './parts/progress.tsx';
import { Trouble } from './parts/trouble.tsx';
import { RatingForm } from './rating-form.tsx';
import { useMailbox, useRequestStatus } from './use-portal.ts';
import { words } from './words.ts';

/** One request as the holder of its link sees it: how far it is, what was said, and a place to write. */
export function StatusPage({ token }: { token: string }) {
  const say = useWords(words);
  const status = useRequestStatus(token);
  if (status.data) return <Status token={token} ticket={status.data} />;
  if (!status.isError) return <Skeleton h={320} aria-label={say.loading} />;
  const isGone = status.error instanceof RequestError && status.error.status === 404;
  return (
    <>
      <Heading>{say.mine}</Heading>
      {isGone ? <Trouble text={say.status.notFound} /> : <Trouble fault={status.error} again={() => void status.refetch()} />}
    </>
  );
}

function Status({ token, ticket }: { token: string; ticket: RequestStatus }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const field = useRef<HTMLTextAreaElement>(null);
  const mailbox = useMailbox();
  return (
    <>
      <Heading back={mailbox ? '/mine' : '/'}>{ticket.subject || ticket.number}</Heading>
      <Paper withBorder p="md" radius="md" mb="lg">
        <Group justify="space-between" gap="xs">
          <Text fw={600}>{ticket.number}</Text>
          <div role="status"><StateBadge state={ticket.state} /></div>
        </Group>
        {ticket.state !== 'cancelled' && <Steps reached={ticket.reached} />}
        <Text size="sm" c="dimmed" mt="sm">
          {[say.status.opened(momentText(ticket.openedAt, locale)), ...(ticket.dueAt === null ? [] : [say.status.due(momentText(ticket.dueAt, locale))])].join(' · ')}
        </Text>
      </Paper>
      {(ticket.confirmable || ticket.state === 'closed') && <Solved token={token} ticket={ticket} toField={() => field.current?.focus()} />}
      {(ticket.rateable || ticket.rating) && <RatingForm token={token} ticket={ticket} />}
      <Title order={2} size="h4" mb="sm">{say.status.conversation}</Title>
      <Conversation messages={ticket.messages} />
      <CommentForm key={ticket.writing === 'none' ? 'request' : 'comment'} token={token} ticket={ticket} field={field} />
      <Text size="xs" c="dimmed" mt="lg">{say.status.private}</Text>
    </>
  );
}

function Solved({ token, ticket, toField }: { token: string; ticket: RequestStatus; toField: () => void }) {
  const say = useWords(words);
  const queries = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => request<{ ticket: RequestStatus }>('POST', `/api/status/${encodeURIComponent(token)}/solved`),
    onSuccess: (answer) => queries.setQueryData(['status', token], answer.ticket),
    onError: () => queries.invalidateQueries({ queryKey: ['status', token] }),
  });
  if (!ticket.confirmable) return confirm.isSuccess ? <Text role="status" mb="md">{say.status.thanks}</Text> : null;
  return (
    <Paper withBorder p="md" radius="md" mb="lg" component="section" aria-label={say.status.solved}>
      <Stack gap="sm">
        <Text fw={600}>{say.status.solved}</Text>
        {confirm.isError && <Trouble fault={confirm.error} />}
        <Group>
          <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>{say.status.yes}</Button>
          <Button variant="default" onClick={toField}>{say.status.no}</Button>
        </Group>
      </Stack>
    </Paper>
  );
}
