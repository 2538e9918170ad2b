import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react';
import type { Ticket } from '../../../../api/contract.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { SlaBar } from '../../lists/parts/index.ts';
import { lengthText, targetState } from '../../lists/parts/sla.ts';
import styles from '../ticket.module.css';
import { pageWords } from '../words.ts';

type Target = Ticket['targets'][number];

/** Every promise of the ticket: when it is due, and how it stands. */
export function TargetsPart({ ticket }: { ticket: Ticket }) {
  const say = useWords(pageWords).targets;
  const { locale } = useLanguage();
  return (
    <dl className={styles['facts']}>
      {ticket.targets.map((target) => (
        <div key={target.kind} className={styles['target']}>
          <dt>{say[target.kind]}</dt>
          <dd>
            <TargetMark target={target} ticket={ticket} />
            <span className={styles['quiet']}>{say.due(momentText(target.dueAt, locale))}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function TargetMark({ target, ticket }: { target: Target; ticket: Ticket }) {
  const say = useWords(pageWords).targets;
  const { locale } = useLanguage();
  const is = targetState(target, ticket.status);
  if (is.state === 'open') return <SlaBar ticket={{ status: ticket.status, openedAt: ticket.openedAt, dueAt: target.dueAt }} />;
  if (is.state === 'ended') return <span className={styles['targetMark']}><IconMinus size={14} aria-hidden /> {say.ended}</span>;
  const isLate = is.state === 'metLate';
  const Icon = isLate ? IconAlertTriangle : IconCheck;
  return (
    <span className={isLate ? styles['bad'] : `${styles['targetMark']} ${styles['good']}`} {...(target.metAt === null ? {} : { title: momentText(target.metAt, locale) })}>
      <Icon size={14} aria-hidden /> {isLate ? say.metLate(lengthText(is.by)) : say.met(lengthText(is.by))}
    </span>
  );
}
