import { Button, Kbd, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useWords } from '../../shared/words.tsx';
import { useKeys } from '../shell/keys.tsx';
import styles from './offers.module.css';
import { words } from './words.ts';

interface DeclineReasonsProps {
  isBusy: boolean;
  decline: (reason: string | null) => void;
  back: () => void;
}

/** The usual reasons by one key or click each, and one in own words. */
export function DeclineReasons({ isBusy, decline, back }: DeclineReasonsProps) {
  const say = useWords(words);
  const [own, setOwn] = useState('');
  const isOn = !isBusy;
  useKeys([
    ...say.reasons.map((reason, index) => ({ key: String(index + 1), words: say.keyReason(reason), group: say.keyGroup, does: () => decline(reason), isOn })),
    { key: 'Escape', words: say.back, group: say.keyGroup, does: back, isOn },
  ]);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    decline(own.trim() || null);
  };
  return (
    <form onSubmit={send} className={styles['reasons']} aria-label={say.declineWhy}>
      <strong>{say.declineWhy}</strong>
      {say.reasons.map((reason, index) => (
        <Button
          key={reason} type="button" variant="default" size="compact-sm" justify="space-between" fw={500} disabled={isBusy} onClick={() => decline(reason)}
          rightSection={<Kbd size="xs" aria-hidden>{index + 1}</Kbd>}
        >
          {reason}
        </Button>
      ))}
      <div className={styles['ownReason']}>
        <TextInput
          size="xs" placeholder={say.otherReason} aria-label={say.otherReason} value={own} maxLength={500}
          onChange={(event) => setOwn(event.currentTarget.value)} onKeyDown={(event) => {
            if (event.key === 'Escape') back();
          }}
        />
        <Button type="submit" size="xs" color="red" variant="light" loading={isBusy}>{say.send}</Button>
        <Button type="button" size="xs" variant="subtle" color="gray" onClick={back}>{say.back}</Button>
      </div>
    </form>
  );
}
