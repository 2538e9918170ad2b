import { Title } from '@mantine/core';
import { useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

/** Where leads keep the answers that everybody at the desk may use. */
export default function CannedPage() {
  return <Title order={1} size="h3">{useWords(words).title}</Title>;
}
