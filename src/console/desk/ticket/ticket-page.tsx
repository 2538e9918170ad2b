import { Title } from '@mantine/core';

/** One ticket: its timeline, what it is, and what can be done with it. */
export default function TicketPage({ number }: { number: string }) {
  return <Title order={1}>{number}</Title>;
}
