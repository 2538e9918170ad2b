import { Title } from '@mantine/core';

/** One customer: addresses, tickets, and merging with another. */
export default function CustomerPage({ id }: { id: string }) {
  return <Title order={1}>{id}</Title>;
}
