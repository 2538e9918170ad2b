import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { clockText } from '../../shared/times.ts';
import { useClock } from '../../shared/use-clock.ts';
import { useWords } from '../../shared/words.tsx';
import { useLive, useLiveState } from '../live/use-live.tsx';
import { useKeys } from './keys.tsx';
import styles from './shell.module.css';
import { words } from './words.ts';

/** After a call: how long nothing is offered yet, and that one is done early. */
export function WrapUp() {
  const { agent } = useLiveState();
  const until = agent?.wrapUpUntil ?? null;
  return until === null ? null : <Countdown until={until} />;
}

function Countdown({ until }: { until: string }) {
  const all = useWords(words);
  const say = all.wrapUp;
  const live = useLive();
  const [isBusy, setBusy] = useState(false);
  const left = new Date(until).getTime() - useClock();
  const done = async () => {
    setBusy(true);
    await live.ask('presence:wrap-up-done', {});
    setBusy(false);
  };
  useKeys([{ key: 'g d', words: all.keyWords.wrapUpDone, group: all.keyGroups.everywhere, does: () => void done(), isOn: left > 0 }]);
  if (left <= 0) return null;
  return (
    <div className={styles['wrapUp']} title={say.hint}>
      <IconPencil size={15} aria-hidden />
      <span role="timer" aria-label={say.left(clockText(left))}>{say.title} {clockText(left)}</span>
      <Button size="compact-xs" variant="default" loading={isBusy} onClick={() => void done()} title="g d" aria-keyshortcuts="g d">{say.done}</Button>
    </div>
  );
}
