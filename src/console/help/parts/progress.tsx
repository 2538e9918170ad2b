import { Badge, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { OwnRequest } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import { words } from '../words.ts';
import classes from './progress.module.css';

type State = OwnRequest['state'];
type Step = OwnRequest['reached'][number];

const steps: Step[] = ['received', 'assigned', 'answered', 'resolved'];

const colors: Record<State, string> = {
  received: 'gray', queued: 'gray', assigned: 'desk', waitingForCustomer: 'orange', waitingForVendor: 'gray', resolved: 'desk', closed: 'gray', cancelled: 'gray',
};

/** How a request stands, in words. */
export function StateBadge({ state }: { state: State }) {
  const say = useWords(words);
  return <Badge variant="default" size="lg" tt="none" fw={500} className={classes.badge} leftSection={<span className={classes.dot} data-color={colors[state]} aria-hidden />}>{say.states[state]}</Badge>;
}

/** The way of a request, with what is behind it. */
export function Steps({ reached, isSmall = false }: { reached: Step[]; isSmall?: boolean }) {
  const say = useWords(words);
  return (
    <ol className={classes.steps} data-small={isSmall || undefined} aria-label={say.progress}>
      {steps.map((step) => {
        const isDone = reached.includes(step);
        return (
          <li key={step} className={classes.step} data-done={isDone || undefined}>
            <span className={classes.mark} aria-hidden>{isDone && <IconCheck size={isSmall ? 10 : 14} stroke={3} />}</span>
            <span>{say.steps[step]}<VisuallyHidden>: {isDone ? say.stepDone : say.stepOpen}</VisuallyHidden></span>
          </li>
        );
      })}
    </ol>
  );
}
