import { Title } from '@mantine/core';

/** The desk as it stands now, for those who lead it. */
export default function LeadPage() {
  return <Title order={1}>…</Title>;
}
