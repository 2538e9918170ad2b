import { Alert, Button, Checkbox, Fieldset, Group, MultiSelect, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Announcement, Catalog } from '../../../api/contract.ts';
import { codeOf, request, RequestError } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { asSeen, ChangedMeanwhile } from '../changed-meanwhile/changed-meanwhile.tsx';
import { bodyOf, channels, draftOf, faultsOf, kinds } from './announcement-draft.ts';
import { words } from './words.ts';

/** Writes an announcement, or changes one. */
export function AnnouncementForm({ announcement, services, onDone, onCancel }: {
  announcement: Announcement | null;
  services: Catalog;
  onDone: () => void;
  onCancel: () => void;
}) {
  const say = useWords(words);
  const form = useForm({ initialValues: draftOf(announcement), validate: (draft) => faultsOf(draft, say) });
  const [seen, setSeen] = useState(announcement);
  const [theirs, setTheirs] = useState<Announcement | null>(null);
  const save = useMutation({
    mutationFn: ({ draft, over }: { draft: ReturnType<typeof draftOf>; over: Announcement | null }) => over === null
      ? request('POST', '/api/announcements', { body: bodyOf(draft) })
      : request('PATCH', `/api/announcements/${over.id}`, { body: bodyOf(draft), headers: asSeen(over.updatedAt) }),
    onSuccess: onDone,
    onError: async (fault, { over }) => setTheirs(over && codeOf(fault) === 'stale' ? await readNow(over.id) : null),
  });
  const takeTheirs = (now: Announcement) => {
    form.setValues(draftOf(now));
    setSeen(now);
    setTheirs(null);
    save.reset();
  };
  return (
    <form noValidate onSubmit={form.onSubmit((draft) => save.mutate({ draft, over: seen }))}>
      <Stack gap="md">
        <div>
          <Text size="sm" fw={500} id="announcement-kind" mb={4}>{say.kind}</Text>
          <SegmentedControl aria-labelledby="announcement-kind" data={kinds.map((kind) => ({ value: kind, label: say.kinds[kind] }))} {...form.getInputProps('kind')} />
        </div>
        {(['es', 'en'] as const).map((language) => (
          <Fieldset key={language} legend={language === 'es' ? say.spanish : say.english}>
            <TextInput label={say.words} lang={language} maxLength={200} {...form.getInputProps(`${language}.title`)} />
            <Textarea mt="xs" label={say.text} description={say.textHint} lang={language} autosize minRows={2} maxLength={1_000} {...form.getInputProps(`${language}.text`)} />
          </Fieldset>
        ))}
        <MultiSelect label={say.services} description={say.servicesHint} clearable data={services.map(({ key, name }) => ({ value: key, label: name }))} {...form.getInputProps('services')} />
        <Checkbox.Group label={say.shown} {...form.getInputProps('channels')}>
          <Group mt="xs">{channels.map((channel) => <Checkbox key={channel} value={channel} label={say.channels[channel]} />)}</Group>
        </Checkbox.Group>
        <Group grow align="start">
          <TextInput type="datetime-local" label={say.from} description={say.fromHint} {...form.getInputProps('from')} />
          <TextInput type="datetime-local" label={say.until} description={say.untilHint} {...form.getInputProps('until')} />
        </Group>
        {theirs && (
          <ChangedMeanwhile name={null} changedAt={theirs.updatedAt} isBusy={save.isPending} onMine={form.onSubmit((draft) => save.mutate({ draft, over: theirs }))} onTheirs={() => takeTheirs(theirs)}>
            {[theirs.words.es, theirs.words.en].flatMap((said) => (said ? [said.title, said.text] : [])).filter((line) => line !== '').join('\n')}
          </ChangedMeanwhile>
        )}
        {save.isError && theirs === null && <Alert color="red" variant="light" role="alert">{faultWords(save.error, say.faults)}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>{say.cancel}</Button>
          <Button type="submit" loading={save.isPending}>{announcement === null ? say.publish : say.save}</Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What others have left of it; null when it cannot be read, or is gone. */
async function readNow(id: string): Promise<Announcement | null> {
  const all = await request<{ announcements: Announcement[] }>('GET', '/api/announcements/all').catch(() => null);
  return all?.announcements.find((one) => one.id === id) ?? null;
}

export function faultWords(fault: unknown, faults: (typeof words)['es']['faults']): string {
  if (!(fault instanceof RequestError)) return faults.other;
  if (fault.code === 'offline') return faults.offline;
  if (fault.code === 'stale') return faults.stale;
  return fault.status === 404 ? faults.gone : faults.other;
}
