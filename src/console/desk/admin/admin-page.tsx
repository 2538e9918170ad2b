import { Title } from '@mantine/core';

/** People, teams, channels, and what did not arrive. */
export default function AdminPage() {
  return <Title order={1}>…</Title>;
}
