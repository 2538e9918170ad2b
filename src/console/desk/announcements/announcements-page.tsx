import { Title } from '@mantine/core';
import { useWords } from '../../shared/words.tsx';
import { words } from '../admin/words.ts';

/** Where leads tell everybody what is out of order or planned. */
export default function AnnouncementsPage() {
  return <Title order={1} size="h3">{useWords(words).tabs.announcements}</Title>;
}
