import { Alert, Badge, Button, Group, Modal, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Announcement, Catalog } from '../../../api/contract.ts';
import { request } from '../../shared/request.ts';
import { momentText, serverNow } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { useCatalog } from '../directory.ts';
import { asSeen } from '../changed-meanwhile/changed-meanwhile.tsx';
import { AnnouncementForm, faultWords } from './announcement-form.tsx';
import { words } from './words.ts';

type Open = { kind: 'edit'; announcement: Announcement | null } | { kind: 'end'; announcement: Announcement } | null;

const colors = { outage: 'red', maintenance: 'yellow', news: 'desk' } as const;

/** What the desk tells everybody, as leads keep it: in force, to come, and over. */
export default function AnnouncementsPage() {
  const say = useWords(words);
  const queries = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const all = useQuery({
    queryKey: ['announcements'], refetchInterval: 30_000,
    queryFn: async () => (await request<{ announcements: Announcement[] }>('GET', '/api/announcements/all')).announcements,
  });
  const services = useCatalog();
  const close = () => setOpen(null);
  const done = () => {
    close();
    void queries.invalidateQueries({ queryKey: ['announcements'] });
  };
  const groups = groupsOf(all.data ?? []);
  return (
    <Stack gap="md" maw={860}>
      <Group justify="space-between">
        <Title order={1} size="h3">{say.title}</Title>
        <Button onClick={() => setOpen({ kind: 'edit', announcement: null })}>{say.add}</Button>
      </Group>
      <Text size="sm" c="dimmed">{say.intro}</Text>
      {all.isPending && <Skeleton h={120} aria-label={say.loading} />}
      {all.isError && <Alert color="red" variant="light" role="alert">{faultWords(all.error, say.faults)} <Button size="compact-sm" variant="default" onClick={() => void all.refetch()}>{say.again}</Button></Alert>}
      {all.data?.length === 0 && <Text c="dimmed">{say.none}</Text>}
      {(['now', 'later', 'past'] as const).filter((group) => groups[group].length > 0).map((group) => (
        <section key={group} aria-label={say[group]}>
          <Title order={2} size="h5" mb="xs">{say[group]}</Title>
          <Stack gap="xs">{groups[group].map((one) => <Row key={one.id} one={one} services={services} open={setOpen} />)}</Stack>
        </section>
      ))}
      <Modal opened={open?.kind === 'edit'} onClose={close} size="lg" closeButtonProps={{ 'aria-label': say.cancel }} title={open?.announcement ? say.editTitle : say.add}>
        {open?.kind === 'edit' && <AnnouncementForm announcement={open.announcement} services={services} onDone={done} onCancel={close} />}
      </Modal>
      <Modal opened={open?.kind === 'end'} onClose={close} closeButtonProps={{ 'aria-label': say.keep }} title={say.endTitle}>
        {open?.kind === 'end' && <End announcement={open.announcement} onDone={done} onCancel={close} />}
      </Modal>
    </Stack>
  );
}

function groupsOf(all: Announcement[]): Record<'now' | 'later' | 'past', Announcement[]> {
  const now = serverNow();
  const groupOf = ({ from, until }: Announcement) => (new Date(from).getTime() > now ? 'later' : until !== null && new Date(until).getTime() <= now ? 'past' : 'now');
  const of = (group: string) => all.filter((one) => groupOf(one) === group);
  return { now: of('now'), later: of('later'), past: of('past') };
}

function Row({ one, services, open }: { one: Announcement; services: Catalog; open: (what: Open) => void }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const said = one.words[locale] ?? one.words.es ?? one.words.en;
  const about = one.services.length === 0 ? say.allServices : one.services.map((key) => services.find((service) => service.key === key)?.name ?? key).join(', ');
  const time = `${say.from} ${momentText(one.from, locale)} · ${one.until === null ? say.always : `${say.until} ${momentText(one.until, locale)}`}`;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" align="start">
        <div style={{ flex: '1 1 18rem' }}>
          <Group gap="xs"><Badge color={colors[one.kind]} variant="light" c="var(--mantine-color-text)">{say.kinds[one.kind]}</Badge><Text fw={600} dir="auto">{said?.title}</Text></Group>
          {said?.text && <Text size="sm" mt={4} dir="auto" style={{ whiteSpace: 'pre-line' }}>{said.text}</Text>}
          <Text size="xs" c="dimmed" mt={4}>{[about, one.channels.map((channel) => say.channels[channel]).join(', '), time, say.by(one.createdBy.name)].join(' · ')}</Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Button size="xs" variant="default" onClick={() => open({ kind: 'edit', announcement: one })}>{say.edit}</Button>
          <Button size="xs" variant="default" onClick={() => open({ kind: 'end', announcement: one })}>{say.end}</Button>
        </Group>
      </Group>
    </Paper>
  );
}

function End({ announcement, onDone, onCancel }: { announcement: Announcement; onDone: () => void; onCancel: () => void }) {
  const say = useWords(words);
  const end = useMutation({ mutationFn: () => request('DELETE', `/api/announcements/${announcement.id}`, { headers: asSeen(announcement.updatedAt) }), onSuccess: onDone });
  return (
    <Stack>
      <Text fw={600} dir="auto">{(announcement.words.es ?? announcement.words.en)?.title}</Text>
      <Text size="sm">{say.endText}</Text>
      {end.isError && <Alert color="red" variant="light" role="alert">{faultWords(end.error, say.faults)}</Alert>}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>{say.keep}</Button>
        <Button color="red" loading={end.isPending} onClick={() => end.mutate()}>{say.end}</Button>
      </Group>
    </Stack>
  );
}
