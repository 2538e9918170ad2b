import { Text, Title } from '@mantine/core';
import type { Wall } from '../../../api/contract.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import styles from './lead.module.css';
import { words } from './words.ts';

/** The numbers of the day, since the desk's midnight. */
export function Today({ today, midnight }: { today: Wall['today']; midnight: string }) {
  const say = useWords(words).today;
  const { locale } = useLanguage();
  const share = (part: number, whole: number) => (whole === 0 ? '–' : new Intl.NumberFormat(locale, { style: 'percent' }).format(part / whole));
  const tiles = [
    { name: say.opened, value: String(today.opened), more: null },
    { name: say.resolved, value: String(today.resolved), more: null },
    { name: say.answered, value: share(today.answeredInTime, today.answerDue), more: today.answerDue === 0 ? say.none : say.of(today.answeredInTime, today.answerDue) },
    { name: say.sla, value: share(today.resolvedInTime, today.resolvedPromised), more: today.resolvedPromised === 0 ? say.none : say.of(today.resolvedInTime, today.resolvedPromised) },
    { name: say.abandoned, value: String(today.callsAbandoned), more: say.ofCalls(today.calls) },
  ];
  return (
    <section aria-labelledby="wall-today">
      <Title order={2} size="h5" id="wall-today" mb={6}>{say.title} <Text span size="xs" c="dimmed" fw={400}>{say.since(momentText(midnight, locale))}</Text></Title>
      <dl className={styles['tiles']}>
        {tiles.map(({ name, value, more }) => (
          <div key={name}><dt>{name}</dt><dd><b>{value}</b>{more !== null && <small>{more}</small>}</dd></div>
        ))}
      </dl>
    </section>
  );
}
