import { Badge } from '@mantine/core';
import { useWords } from '../../../shared/words.tsx';
import { words } from '../words.ts';

/** Beside a key that is no longer in desk.yaml. */
export function Retired() {
  const say = useWords(words);
  return <Badge size="xs" color="gray" variant="outline" title={say.retiredHint}>{say.retired}</Badge>;
}
