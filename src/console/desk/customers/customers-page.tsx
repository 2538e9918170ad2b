import { Title } from '@mantine/core';

/** Finds customers. */
export default function CustomersPage() {
  return <Title order={1}>…</Title>;
}
