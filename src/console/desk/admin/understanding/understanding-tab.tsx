import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Understanding } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { useSession } from '../../session.tsx';
import styles from '../admin.module.css';
import { Fault, Read } from '../parts/fault.tsx';
import { words } from './words.ts';

const queryKey = ['understanding'];
/** Milliseconds: a training that was asked for takes a few seconds. */
const readEvery = 3_000;

/** By what the desk understands people, how well, and what it has learned. */
export default function UnderstandingTab() {
  const say = useWords(words);
  const isAdmin = useSession().me.role === 'admin';
  const read = useQuery({
    queryKey, refetchInterval: readEvery,
    queryFn: async () => (await request<{ understanding: Understanding }>('GET', '/api/understanding')).understanding,
  });
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={1} size="h3">{say.title}</Title>
        {isAdmin && <Retrain />}
      </Group>
      <Text size="sm" c="dimmed">{say.about}</Text>
      <Read from={read}>{(view) => <Standing view={view} />}</Read>
    </Stack>
  );
}

function Retrain() {
  const say = useWords(words);
  const queries = useQueryClient();
  const asking = useMutation({
    mutationFn: () => request('POST', '/api/understanding/retrain'),
    onSuccess: async () => {
      notifications.show({ message: say.asked });
      await queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <Stack gap={4} align="flex-end">
      {/* Never disabled: a button that is loses the focus. */}
      <Button size="xs" variant="default" aria-busy={asking.isPending} onClick={() => !asking.isPending && asking.mutate()}>{say.retrain}</Button>
      <Fault error={asking.error} />
    </Stack>
  );
}

function Standing({ view: { model, lessons, lastRefused, wishedAt } }: { view: Understanding }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const figures = model?.figures ?? null;
  const isRefusedLast = lastRefused !== null && (model === null || lastRefused.at > model.madeAt);
  return (
    <>
      <dl className={styles['facts']}>
        <dt>{say.model}</dt><dd>{model ? say.version(model.version) : say.catalogAlone}</dd>
        {model && <><dt>{say.made}</dt><dd>{momentText(model.madeAt, locale)}{figures && `, ${say.trained(figures.seconds)}`}</dd></>}
        {figures && <><dt>{say.learned}</dt><dd>{say.examples(figures.examples, figures.lessons)}</dd></>}
        {figures && figures.held > 0 && <><dt>{say.heldOut}</dt><dd><Checked figures={figures} /></dd></>}
        {figures && <><dt>{say.size}</dt><dd>{Math.ceil(figures.bytes / 1_000).toLocaleString(locale)} kB</dd></>}
        <dt>{say.lessons}</dt><dd>{lessons.total === 0 ? say.noLessons : say.corrections(lessons.total, lessons.corrections)}{lessons.fresh > 0 && `; ${say.fresh(lessons.fresh)}`}</dd>
      </dl>
      {/* Below what stays: nothing moves when news come, and the news are read out. */}
      <Stack gap="md" role="status">
        {isRefusedLast && <Refused refused={lastRefused} />}
        {wishedAt !== null && <Text size="sm">{say.wished(momentText(wishedAt, locale))}</Text>}
      </Stack>
    </>
  );
}

type Figures = NonNullable<NonNullable<Understanding['model']>['figures']>;

function Checked({ figures: { right, held, before } }: { figures: Figures }) {
  const say = useWords(words);
  return <>{say.right(right, held)}{before !== null && `; ${say.before(before)}`}</>;
}

function Refused({ refused: { at, reason, figures } }: { refused: NonNullable<Understanding['lastRefused']> }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  return (
    <Alert color="orange" role="note" title={say.refused(momentText(at, locale))}>
      <Text size="sm" c="var(--mantine-color-text)">{say.reasons[reason]}</Text>
      {reason === 'regression' && figures && <Text size="sm" c="var(--mantine-color-text)"><Checked figures={figures} /></Text>}
    </Alert>
  );
}
