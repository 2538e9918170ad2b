import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link, Redirect } from 'wouter';
import { codeOf, RequestError } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { TicketView } from './ticket-view.tsx';
import { useTicket } from './use-ticket.ts';
import { pageWords } from './words.ts';

/** One ticket: its timeline, what it is, and what can be done with it. The number of a merged one leads to where it went. */
export default function TicketPage({ number }: { number: string }) {
  const say = useWords(pageWords);
  const { data: ticket, error: refused, failureReason, isPaused, refetch, isFetching } = useTicket(number);
  // While it is tried again and again, or the browser says that it is offline, people know already.
  const error = refused ?? failureReason ?? (isPaused ? unreachable : null);
  if (ticket && ticket.number !== number) {
    const wanted = number.toUpperCase();
    return <Redirect to={`/tickets/${ticket.number}`} replace state={wanted === ticket.number ? null : { notice: { kind: 'merged', from: wanted } }} />;
  }
  if (ticket) {
    const trouble = error === null ? null : isMissing(error) ? say.gone : say.notFresh;
    return <TicketView ticket={ticket} trouble={trouble} onGone={() => void refetch({ cancelRefetch: false })} />;
  }
  if (error === null) return <Loading />;
  const is = isMissing(error) ? { title: say.missing.title(number), text: say.missing.text } : codeOf(error) === 'forbidden' ? say.forbidden : codeOf(error) === 'offline' ? say.offline : say.failed;
  return (
    <Stack maw={560} m="xl" gap="sm" role="alert">
      <Title order={1} size="h3">{is.title}</Title>
      <Text>{is.text}</Text>
      <Group>
        {!isMissing(error) && <Button loading={isFetching} onClick={() => void refetch()}>{say.again}</Button>}
        <Button component={Link} href="/work" variant="default">{say.back}</Button>
      </Group>
    </Stack>
  );
}

function Loading() {
  const say = useWords(pageWords);
  return (
    <Stack p="md" role="status" aria-label={say.loading}>
      <Skeleton h={28} w="60%" />
      <Skeleton h={18} w="40%" />
      {[90, 70, 110].map((height) => <Skeleton key={height} h={height} maw={860} />)}
    </Stack>
  );
}

const unreachable = new RequestError({ status: 0, code: 'offline', message: 'offline' });

function isMissing(error: Error): boolean {
  return codeOf(error) === 'not_found';
}
