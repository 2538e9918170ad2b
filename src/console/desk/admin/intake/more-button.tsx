import { Button } from '@mantine/core';
import { useWords } from '../../../shared/words.tsx';
import { words } from '../words.ts';

export function MoreButton({ pages }: { pages: { hasMore: boolean; more: () => void; isReadingMore: boolean } }) {
  const say = useWords(words);
  return pages.hasMore ? <Button variant="default" size="xs" loading={pages.isReadingMore} onClick={pages.more}>{say.more}</Button> : null;
}
