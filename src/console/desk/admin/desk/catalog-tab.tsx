import { Accordion, Alert, Badge, Code, Group, List, Stack, Table, Text, Title } from '@mantine/core';
import type { DeskView } from '../../../../api/contract.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { lengthText, PriorityBadge } from '../../lists/parts/index.ts';
import { levels, ticketWords } from '../../lists/ticket-words.ts';
import styles from '../admin.module.css';
import { Read } from '../parts/fault.tsx';
import { useDesk, useUsage } from '../parts/queries.ts';
import { Retired } from '../parts/retired.tsx';
import { words } from './words.ts';

/** desk.yaml as the desk runs on it, to read. */
export default function CatalogTab() {
  const say = useWords(words).catalog;
  const desk = useDesk();
  return (
    <Stack gap="md">
      <Title order={1} size="h3">{say.title}</Title>
      <Read from={desk}>{(view) => <Definition view={view} />}</Read>
    </Stack>
  );
}

function Definition({ view }: { view: DeskView }) {
  const say = useWords(words).catalog;
  const { locale } = useLanguage();
  const retired = (useUsage().data?.entries ?? []).filter((entry) => entry.retired);
  return (
    <>
      <dl className={styles['facts']}>
        <dt>{say.file}</dt><dd><Code>{view.file}</Code></dd>
        <dt>{say.loaded}</dt><dd>{momentText(view.loadedAt, locale)}</dd>
      </dl>
      <Text size="sm" c="dimmed">{say.readOnly}</Text>
      {view.warnings.length === 0 ? <Text size="sm">{say.noWarnings}</Text> : (
        <Alert color="orange" title={say.warnings(view.warnings.length)}>
          <List size="sm">{view.warnings.map(({ line, path, message }) => <List.Item key={`${line}${path}`}>{say.line(line)}: <Code>{path}</Code> <span lang="en">{message}</span></List.Item>)}</List>
        </Alert>
      )}
      <Accordion variant="separated" multiple defaultValue={view.services.slice(0, 1).map(({ key }) => key)}>
        {view.services.map((service) => (
          <Accordion.Item key={service.key} value={service.key}>
            <Accordion.Control><Group gap="xs"><b>{service.name}</b><Text size="xs" c="dimmed">{service.key} · {say.digit(service.digit)} · {say.entries(service.entries.length)}</Text></Group></Accordion.Control>
            <Accordion.Panel><ul className={styles['list']}>{service.entries.map((entry) => <Entry key={entry.key} entry={entry} />)}</ul></Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {retired.length > 0 && (
        <section aria-labelledby="retired-entries">
          <Title order={2} size="h5" id="retired-entries">{say.retired}</Title>
          <List size="sm">{retired.map(({ key, open }) => <List.Item key={key}><Code>{key}</Code> <Retired /> {say.openTickets(open)}</List.Item>)}</List>
        </section>
      )}
      <Matrix view={view} />
      <Promises view={view} />
      <Calendars view={view} />
    </>
  );
}

function Entry({ entry }: { entry: DeskView['services'][number]['entries'][number] }) {
  const say = useWords(words).catalog;
  const terms = useWords(ticketWords);
  return (
    <li className={styles['item']}>
      <div className={styles['grow']}>
        <Group gap={8}><PriorityBadge priority={entry.priority} /><b>{entry.name}</b></Group>
        <small>{entry.key} · {say.digit(entry.digit)} · {terms.kind[entry.kind]} · {terms.impact}: {terms.level[entry.impact]} · {terms.urgency}: {terms.level[entry.urgency]}{entry.asksImpact && ` · ${say.asksImpact}`}</small>
        <small>{say.start}: {terms.tier(entry.tier)} · {say.teamsOf}: {entry.teams.map(({ tier, name }) => `${tier} ${name}`).join(', ')} · {say.sla}: {entry.sla}{entry.skills.length > 0 && ` · ${say.skills}: ${entry.skills.join(', ')}`}</small>
      </div>
      <details className={styles['grow']}>
        <summary>{say.examples} ({entry.examples.es.length + entry.examples.en.length})</summary>
        <Group align="flex-start" gap="lg" mt={4}>
          {(['es', 'en'] as const).map((locale) => (
            <div key={locale} lang={locale}>
              <Text size="xs" fw={600}>{say[locale]}</Text>
              {entry.examples[locale].length === 0 ? <Text size="xs">{say.noExamples}</Text> : <List size="xs">{entry.examples[locale].map((text) => <List.Item key={text}>{text}</List.Item>)}</List>}
            </div>
          ))}
        </Group>
      </details>
    </li>
  );
}

function Matrix({ view }: { view: DeskView }) {
  const say = useWords(words).catalog;
  const terms = useWords(ticketWords);
  const rows = levels.toReversed();
  const at = (impact: string, urgency: string) => view.matrix.find((cell) => cell.impact === impact && cell.urgency === urgency)?.priority ?? null;
  return (
    <section aria-labelledby="matrix">
      <Title order={2} size="h5" id="matrix">{say.matrix}</Title>
      <table className={styles['matrix']}>
        <thead><tr><th scope="col">{terms.impact} \ {terms.urgency}</th>{rows.map((urgency) => <th key={urgency} scope="col">{terms.level[urgency]}</th>)}</tr></thead>
        <tbody>{rows.map((impact) => <tr key={impact}><th scope="row">{terms.level[impact]}</th>{rows.map((urgency) => <td key={urgency}><PriorityBadge priority={at(impact, urgency)} /></td>)}</tr>)}</tbody>
      </table>
    </section>
  );
}

const minute = 60_000;

function Promises({ view }: { view: DeskView }) {
  const say = useWords(words).catalog;
  return (
    <section aria-labelledby="slas">
      <Title order={2} size="h5" id="slas">{say.slas}</Title>
      <div className={styles['cards']}>
        {view.slas.map((sla) => (
          <div key={sla.key} className={styles['card']}>
            <Group gap="xs"><b>{sla.key}</b>{sla.isDefault && <Badge size="xs" variant="light">{say.isDefault}</Badge>}<Text size="xs" c="dimmed">{say.calendar}: {sla.calendar}</Text></Group>
            <Table fz="xs" verticalSpacing={2}>
              <Table.Thead><Table.Tr><Table.Th>{say.priority}</Table.Th><Table.Th>{say.respond}</Table.Th><Table.Th>{say.resolve}</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>{sla.targets.map(({ priority, respond, resolve }) => (
                <Table.Tr key={priority}><Table.Td><PriorityBadge priority={priority} /></Table.Td><Table.Td>{lengthText(respond * minute)}</Table.Td><Table.Td>{lengthText(resolve * minute)}</Table.Td></Table.Tr>
              ))}</Table.Tbody>
            </Table>
          </div>
        ))}
      </div>
    </section>
  );
}

function Calendars({ view }: { view: DeskView }) {
  const say = useWords(words).catalog;
  const { locale } = useLanguage();
  const clock = (minutes: number) => `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return (
    <section aria-labelledby="calendars">
      <Title order={2} size="h5" id="calendars">{say.calendars}</Title>
      <div className={styles['cards']}>
        {view.calendars.map((calendar) => (
          <div key={calendar.key} className={styles['card']}>
            <Group gap="xs">
              <b>{calendar.key}</b>{calendar.isDefault && <Badge size="xs" variant="light">{say.isDefaultCalendar}</Badge>}
              <Badge size="xs" color={calendar.open ? 'green' : 'gray'} variant="outline">{calendar.open ? say.openNow : say.closedNow}</Badge>
              {calendar.nextChangeAt !== null && <Text size="xs" c="dimmed">{calendar.open ? say.until(momentText(calendar.nextChangeAt, locale)) : say.opens(momentText(calendar.nextChangeAt, locale))}</Text>}
            </Group>
            <Text size="xs" c="dimmed">{calendar.zone}</Text>
            {calendar.always ? <Text size="sm">{say.always}</Text> : (
              <dl className={styles['facts']}>
                {Object.entries(calendar.week).filter(([, spans]) => spans.length > 0).map(([day, spans]) => (
                  <div key={day} style={{ display: 'contents' }}><dt>{say.days[day] ?? day}</dt><dd>{spans.map(({ opens, closes }) => `${clock(opens)}–${clock(closes)}`).join(', ')}</dd></div>
                ))}
              </dl>
            )}
            {calendar.holidays.length > 0 && <Text size="xs">{say.holidays}: {calendar.holidays.join(', ')}</Text>}
          </div>
        ))}
      </div>
    </section>
  );
}
