import { Button, Group, Paper, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RequestStatus } from '../../api/contract.ts';
import { request } from '../shared/request.ts';
import { useWords } from '../shared/words.tsx';
import { Trouble } from './parts/trouble.tsx';
import { words } from './words.ts';

const scores = [1, 2, 3, 4, 5] as const;

/** How whoever asked found what was done: said once, and for some days otherwise. */
export function RatingForm({ token, ticket }: { token: string; ticket: RequestStatus }) {
  const say = useWords(words).rating;
  const queries = useQueryClient();
  const [score, setScore] = useState(ticket.rating ? String(ticket.rating.score) : '');
  const [comment, setComment] = useState(ticket.rating?.comment ?? '');
  const rate = useMutation({
    mutationFn: () => request<{ ticket: RequestStatus }>('POST', `/api/status/${encodeURIComponent(token)}/rating`, { body: { score: Number(score), comment } }),
    onSuccess: (answer) => queries.setQueryData(['status', token], answer.ticket),
    onError: () => queries.invalidateQueries({ queryKey: ['status', token] }),
  });
  if (!ticket.rateable) return ticket.rating ? <Text mb="md">{say.said(say.scores[ticket.rating.score])}</Text> : null;
  const isSame = ticket.rating !== null && String(ticket.rating.score) === score && (ticket.rating.comment ?? '') === comment.trim();
  return (
    <Paper withBorder p="md" radius="md" mb="lg" component="form" aria-label={say.title} onSubmit={(event) => {
      event.preventDefault();
      if (score !== '') rate.mutate();
    }}>
      <Stack gap="sm">
        <Radio.Group label={say.ask} value={score} onChange={setScore}>
          <Group gap="md" mt="xs">
            {scores.map((one) => <Radio key={one} value={String(one)} label={say.scores[one]} />)}
          </Group>
        </Radio.Group>
        <Textarea label={say.comment} value={comment} onChange={(event) => setComment(event.currentTarget.value)} maxLength={2000} autosize minRows={2} />
        {rate.isError && <Trouble fault={rate.error} />}
        <Group>
          <Button type="submit" variant="default" loading={rate.isPending} disabled={score === '' || isSame}>{say.send}</Button>
          <div role="status">{rate.isSuccess && isSame && <Text size="sm">{say.thanks}</Text>}</div>
        </Group>
      </Stack>
    </Paper>
  );
}
