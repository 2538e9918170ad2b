import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../shared/words.tsx';
import { useSession } from '../session.tsx';
import { useConsoleSettings } from '../shell/use-console-settings.ts';
import styles from './calls.module.css';
import { softphoneLine, useSoftphone, type SoftphoneFault } from './softphone-line.ts';
import { words, type CallWords } from './words.ts';

/** Keeps the browser's telephone running for whoever is rung there, and says what is wrong with it. */
export function Softphone() {
  const say = useWords(words).softphone;
  const { me } = useSession();
  const isHere = (useConsoleSettings()?.browserCalls ?? false) && (me.phone === null || me.phone.startsWith('client:'));
  const [round, setRound] = useState(0);
  const { fault } = useSoftphone();
  useEffect(() => {
    if (!isHere) return undefined;
    let isOver = false;
    let stop: () => void = () => undefined;
    // The telephone network's own code is heavy and of use here only.
    import('./softphone-device.ts').then(({ runSoftphone }) => runSoftphone()).then((ending) => {
      if (isOver) ending();
      else stop = ending;
    }).catch(() => softphoneLine.tell({ line: 'off', fault: 'token' }));
    return () => {
      isOver = true;
      stop();
    };
  }, [isHere, round]);
  if (!isHere || fault === null) return null;
  return (
    <div className={styles['fault']} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <span>{faultText(say, fault)}</span>
      <Button size="compact-xs" variant="default" onClick={() => setRound(round + 1)}>{say.again}</Button>
    </div>
  );
}

function faultText(say: CallWords['softphone'], fault: SoftphoneFault): string {
  return typeof fault === 'string' ? say.faults[fault] : say.faults.other(fault.other);
}
