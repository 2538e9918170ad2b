import type { CustomerProfile } from '../../../api/contract.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import styles from './customers.module.css';
import { words } from './words.ts';

type Entry = CustomerProfile['log'][number];
const told = ['name', 'locale', 'plan', 'notes', 'value'] as const;

/** Who changed what of a customer, and who was merged into them and why. */
export function ChangesPart({ customer }: { customer: CustomerProfile }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  return (
    <>
      {customer.mergedFrom.length > 0 && <p>{say.mergedFrom}: {customer.mergedFrom.map(({ name, at }) => `${name ?? say.unnamed} (${momentText(at, locale)})`).join(', ')}</p>}
      {customer.log.length === 0 && <p>{say.noChanges}</p>}
      <ul className={styles['list']} aria-label={say.changes}>
        {customer.log.map((entry, place) => (
          <li key={`${entry.at} ${place}`}>
            <div className={styles['line']}>
              <strong>{entry.name === 'customer.merged' ? say.reasons['merged'] : (say.reasons[entry.reason ?? ''] ?? say.reasons['other'])}</strong>
              <time className={styles['quiet']} dateTime={entry.at}>{momentText(entry.at, locale)}</time>
              {entry.actor.name !== null && <span className={styles['quiet']}>{say.by(entry.actor.name)}</span>}
            </div>
            <div className={styles['said']}>{entry.name === 'customer.merged' ? `${textOf(entry.before?.['name'])} → ${textOf(entry.after?.['name'])}. ${entry.reason ?? ''}` : changeText(entry)}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

function changeText({ before, after }: Entry): string {
  return told.filter((field) => before?.[field] !== undefined || after?.[field] !== undefined)
    .map((field) => (before?.[field] === after?.[field] ? textOf(after?.[field]) : `${textOf(before?.[field])} → ${textOf(after?.[field])}`)).join('; ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : '–';
}
