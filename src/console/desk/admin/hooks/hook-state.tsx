import { Badge } from '@mantine/core';
import type { HookWithHealth } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { words } from './words.ts';

/** In a word, by colour too. */
export function HookState({ hook }: { hook: Pick<HookWithHealth, 'active' | 'failingSince'> }) {
  const say = useWords(words).states;
  if (!hook.active) return <Badge color="gray" variant="light">{say.off}</Badge>;
  return hook.failingSince === null ? <Badge color="green" variant="light">{say.on}</Badge> : <Badge color="red" variant="light">{say.failing}</Badge>;
}
