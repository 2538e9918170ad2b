import { Alert, Button, Group, Text } from '@mantine/core';
import { useWords } from '../../shared/words.tsx';
import type { DraftKeeper, DraftNews as News } from './draft-keeper.ts';
import { words } from './words.ts';

/** Tells what happened to a draft without its writer's doing, and gives back what lost. */
export function DraftNews({ news, keeper }: { news: News; keeper: DraftKeeper }) {
  const say = useWords(words);
  return (
    <Alert color="blue" variant="light" p="xs" role="status" withCloseButton closeButtonLabel={say.close} onClose={keeper.dismiss}>
      <Group gap="xs">
        <Text size="sm">{textOf(news, say)}</Text>
        {(news.kind === 'other-tab' || news.kind === 'discarded') && <Button size="compact-xs" variant="default" onClick={() => keeper.restore(news.mine)}>{news.kind === 'discarded' ? say.restore : say.restoreMine}</Button>}
      </Group>
    </Alert>
  );
}

function textOf(news: News, say: (typeof words)['es']): string {
  switch (news.kind) {
    case 'other-tab': return say.otherTab;
    case 'discarded': return say.discarded;
    case 'sent-elsewhere': return say.sentElsewhere;
    case 'sent-before': return say.sentBefore;
    case 'files-expired': return say.filesExpired(news.count);
    case 'not-kept': return say.notKept;
  }
}
