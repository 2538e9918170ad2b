import { Anchor, Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { request, RequestError } from '../shared/request.ts';
import { useWords } from '../shared/words.tsx';
import { Heading } from './parts/heading.tsx';
import { Trouble } from './parts/trouble.tsx';
import { words } from './words.ts';

/** Where a mailed link leads: only the button uses it up, so that programs which open links in mail do no harm. */
export function EnterPage({ token }: { token: string }) {
  const say = useWords(words);
  const [, go] = useLocation();
  const queries = useQueryClient();
  const enter = useMutation({
    mutationFn: () => request<{ email: string }>('POST', '/api/portal/sessions', { body: { token } }),
    onSuccess: async () => {
      queries.removeQueries({ queryKey: ['own'] });
      await queries.invalidateQueries({ queryKey: ['mailbox'] });
      go('/mine', { replace: true });
    },
  });
  const isOver = enter.error instanceof RequestError && [400, 410].includes(enter.error.status);
  return (
    <>
      <Heading>{say.enter.title}</Heading>
      {isOver ? (
        <>
          <Trouble text={say.enter.over} />
          <Anchor component={Link} href="/mine">{say.enter.askAgain}</Anchor>
        </>
      ) : (
        <>
          <Text mb="md" maw={640}>{say.enter.text}</Text>
          {enter.isError && <Trouble fault={enter.error} />}
          <Button size="md" loading={enter.isPending || enter.isSuccess} onClick={() => enter.mutate()}>{say.enter.confirm}</Button>
        </>
      )}
    </>
  );
}
