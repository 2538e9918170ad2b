import { Title } from '@mantine/core';

/** A list of tickets: mine, my teams', or all. */
export default function TicketsPage({ list }: { list: 'work' | 'queue' | 'all' }) {
  return <Title order={1}>{list}</Title>;
}
