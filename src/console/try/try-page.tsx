import { Title } from '@mantine/core';

export function Page() {
  return <Title order={1}>…</Title>;
}
