import { Button, Kbd, Tooltip } from '@mantine/core';
import { Suspense, useRef, useState } from 'react';
import type { Ticket } from '../../../api/contract.ts';
import { lazyPage } from '../../shared/lazy-page.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { useKeys } from '../shell/keys.tsx';
import { actionWords } from './actions/words.ts';
import { useAction } from './use-action.ts';
import styles from './ticket.module.css';
import { pageWords } from './words.ts';

const Dialogs = lazyPage(() => import('./actions/dialogs.tsx'));

interface DoubtBarProps {
  ticket: Ticket;
  onDone: (ticket: Ticket, notice: string) => void;
  onFault: (fault: string) => void;
}

/** What a ticket that nobody could place may be about: one press, or one key, classifies it. */
export function DoubtBar({ ticket, onDone, onFault }: DoubtBarProps) {
  const say = useWords(pageWords);
  const { done } = useWords(actionWords);
  const { locale } = useLanguage();
  const { act, isBusy } = useAction(ticket, { onFault });
  const [chosen, setChosen] = useState<string | null>(null);
  const [isOther, setOther] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0, roundingMode: 'floor' });
  // Each is judged by itself, and people read shares of one whole.
  const whole = Math.max(1, ticket.doubt.reduce((sum, { confidence }) => sum + confidence, 0));
  const choose = async (entry: string) => {
    if (isBusy) return;
    setChosen(entry);
    const hadFocus = bar.current?.contains(document.activeElement) === true;
    const result = await act('classify', { body: { entry } });
    if (result.kind !== 'done') return;
    // The bar goes with what was asked.
    if (hadFocus) document.querySelector<HTMLElement>('h1')?.focus();
    onDone(result.ticket, done.classify);
  };
  useKeys(ticket.doubt.map(({ entry, name }, place) => (
    { key: String(place + 1), words: say.classifyAs(name), group: say.group, does: () => void choose(entry), isOn: !isBusy && !isOther }
  )));
  return (
    <div ref={bar} className={styles['doubt']} role="group" aria-label={say.whatIsIt}>
      <span className={styles['doubtAsk']}>{say.whatIsIt}</span>
      {ticket.doubt.map(({ entry, name, confidence }, place) => (
        <Tooltip key={entry} label={<>{say.classifyAs(name)} <Kbd size="xs">{place + 1}</Kbd></>} openDelay={300} events={{ hover: true, focus: true, touch: true }}>
          <Button
            size="compact-sm" variant="default" aria-keyshortcuts={String(place + 1)} loading={isBusy && chosen === entry}
            className={styles['doubtChoice']} onClick={() => void choose(entry)}
          >
            <span>{name}</span>&nbsp;<span className={styles['doubtShare']}>{percent.format(confidence / whole)}</span>
          </Button>
        </Tooltip>
      ))}
      <Button size="compact-sm" variant="subtle" color="gray" aria-haspopup="dialog" onClick={() => setOther(true)}>{say.somethingElse}</Button>
      {isOther && (
        <Suspense fallback={null}>
          <Dialogs name="classify" ticket={ticket} onClose={() => setOther(false)} onDone={(is, notice) => { setOther(false); onDone(is, notice); }} />
        </Suspense>
      )}
    </div>
  );
}
