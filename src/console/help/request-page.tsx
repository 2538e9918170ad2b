import { Button, Fieldset, Group, Radio, Select, Skeleton, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { codeOf, request, RequestError } from '../shared/request.ts';
import { useLanguage, useWords } from '../shared/words.tsx';
import type { Found } from './catalog-search.ts';
import { newKey, useDraft } from './drafts.ts';
import { useFileList, type SentFile } from './file-list.ts';
import { Announcements } from './parts/announcements.tsx';
import { FormClosed } from './parts/form-closed.tsx';
import { FileDrop } from './parts/file-drop.tsx';
import { FileRows } from './parts/file-rows.tsx';
import { Heading, NotFound } from './parts/heading.tsx';
import { Trouble } from './parts/trouble.tsx';
import { sizeText } from './sizes.ts';
import { useCatalog, useMailbox, useOwnAssets, usePortal } from './use-portal.ts';
import { words, type Words } from './words.ts';

type Level = 'low' | 'medium' | 'high';

interface Asking {
  key: string;
  subject: string;
  description: string;
  name: string;
  email: string;
  phone: string;
  impact: Level | null;
  urgency: Level | null;
  /** The id of what it is about, where they said it. */
  asset: string | null;
  files: SentFile[];
}

type Field = 'subject' | 'description' | 'name' | 'email' | 'phone';
type Faults = Partial<Record<Field, string>>;
type Set = (change: Partial<Asking>) => void;

/** Kinds of entries where it matters who is affected and how pressing it is; elsewhere the catalog knows. */
const asksHowBad = new Set(['incident', 'problem', 'alarm']);

/** The form for one entry of the catalog, or for anything in one's own words. */
export function RequestPage({ entryKey }: { entryKey: string | null }) {
  const say = useWords(words);
  const catalog = useCatalog();
  const portal = usePortal();
  const mailbox = useMailbox();
  if (catalog.isError) return <Trouble fault={catalog.error} again={() => void catalog.refetch()} />;
  if (catalog.isPending || portal === undefined || mailbox === undefined) return <Skeleton h={400} aria-label={say.loading} />;
  const found = catalog.data.services
    .flatMap((service) => service.entries.map((entry) => ({ service, entry })))
    .find(({ entry }) => entry.key === entryKey) ?? null;
  if (entryKey !== null && found === null) return <NotFound />;
  return (
    <>
      <Heading>{found?.entry.name ?? say.inOwnWords}</Heading>
      {found && <Announcements service={found.service.key} />}
      <FormClosed />
      {portal.form.open && <RequestForm found={found} mailbox={mailbox} limits={portal.files} />}
    </>
  );
}

function RequestForm({ found, mailbox, limits }: { found: Found | null; mailbox: string | null; limits: { most: number; mostBytes: number } }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [query] = useSearchParams();
  const draft = useDraft<Asking>(`request.${found?.entry.key ?? '-'}`, () => ({
    key: newKey(), subject: (query.get('about') ?? '').slice(0, 200), description: '', name: '', email: mailbox ?? '', phone: '',
    impact: null, urgency: null, asset: null, files: [],
  }));
  const { value, set } = draft;
  const assets = useOwnAssets(mailbox);
  const asset = assets.find(({ id }) => id === value.asset)?.id ?? null;
  const files = useFileList({ ...limits, sent: value.files, onSent: (file) => set((was) => ({ files: [...was.files, file] })) });
  const [faults, setFaults] = useState<Faults>({});
  const [trouble, setTrouble] = useState<{ fault?: unknown; text?: string } | null>(null);
  const [isSending, setSending] = useState(false);

  const send = async () => {
    const wrong = faultsOf(value, say);
    setFaults(wrong);
    setTrouble(files.isSending ? { text: say.files.wait } : null);
    const first = Object.keys(wrong)[0];
    if (first !== undefined) document.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    if (first !== undefined || files.isSending) return;
    setSending(true);
    try {
      const { key, files: sent, ...words } = value;
      const { ticket } = await request<{ ticket: { number: string; statusUrl: string } }>('POST', '/api/requests', {
        headers: { 'idempotency-key': key },
        body: { ...words, asset, ...(found && { entry: found.entry.key }), locale, files: sent.map(({ token }) => token) },
      });
      draft.forget();
      const token = new URL(ticket.statusUrl).pathname.split('/').at(-1) ?? '';
      go(`/sent/${ticket.number}/${token}`, { replace: true });
    } catch (error) {
      // It was closed since this page was opened; what was typed is kept.
      if (codeOf(error) === 'channel_closed') return void queries.invalidateQueries({ queryKey: ['portal'] });
      const fields = error instanceof RequestError ? Object.keys(error.fields) : [];
      if (fields.some((field) => field.startsWith('files'))) {
        set({ files: [] });
        setTrouble({ text: say.files.lost });
      } else if (fields.includes('asset')) {
        // Their session has ended, or it is no longer theirs to name.
        set({ asset: null });
        setTrouble({ text: say.form.assetGone });
        void queries.invalidateQueries({ queryKey: ['own', mailbox, 'assets'] });
        void queries.invalidateQueries({ queryKey: ['mailbox'] });
      } else {
        setFaults(serverFaults(fields, say));
        setTrouble({ fault: error });
      }
    } finally {
      setSending(false);
    }
  };

  const hasWords = value.subject !== '' || value.description !== '' || value.files.length > 0;
  return (
    <form noValidate aria-label={found?.entry.name ?? say.inOwnWords} onSubmit={(event) => {
      event.preventDefault();
      void send();
    }}>
      <Stack gap="md" maw={640}>
        <TextInput
          name="subject" label={say.form.subject} description={say.form.subjectHint} required maxLength={500} dir="auto" error={faults.subject}
          value={value.subject} onChange={(event) => set({ subject: event.currentTarget.value })}
        />
        <FileDrop onFiles={files.add} hint={say.files.hint(limits.most, sizeText(limits.mostBytes, locale))}>
          <Textarea
            name="description" label={say.form.description} description={say.form.descriptionHint} required autosize minRows={5} maxRows={16} dir="auto"
            maxLength={100_000} error={faults.description} value={value.description} onChange={(event) => set({ description: event.currentTarget.value })}
          />
          <FileRows sent={value.files} underWay={files.underWay} tooMany={files.tooMany} limits={limits} onDismiss={files.dismiss}
            onRemove={(token) => set((was) => ({ files: was.files.filter((file) => file.token !== token) }))} />
        </FileDrop>
        {assets.length > 0 && (
          <Select
            label={say.form.asset} description={say.form.assetHint} placeholder={say.form.assetNone} data={assets.map(({ id, name }) => ({ value: id, label: name }))}
            value={asset} onChange={(chosen) => set({ asset: chosen })} searchable clearable limit={50} nothingFoundMessage={say.form.assetUnknown}
            clearButtonProps={{ 'aria-label': say.form.assetClear }}
          />
        )}
        {found && asksHowBad.has(found.entry.kind) && <HowBad value={value} set={set} />}
        <AboutYou value={value} set={set} faults={faults} />
        {trouble && <Trouble {...trouble} />}
        <Group>
          <Button type="submit" size="md" loading={isSending}>{say.form.send}</Button>
          {hasWords && !isSending && <Button variant="subtle" color="gray" onClick={() => {
            draft.forget();
            setFaults({});
            setTrouble(null);
          }}>{say.form.discard}</Button>}
        </Group>
        <Text size="xs" c="dimmed">{say.form.draftKept}</Text>
      </Stack>
    </form>
  );
}

const levels = ['low', 'medium', 'high'] as const;

function HowBad({ value, set }: { value: Asking; set: Set }) {
  const { form } = useWords(words);
  return (
    <Group align="start" gap="xl">
      <Radio.Group label={form.affected} value={value.impact} onChange={(chosen) => set({ impact: levels.find((level) => level === chosen) ?? null })}>
        <Stack gap="xs" mt="xs">{levels.map((level) => <Radio key={level} value={level} label={form.affectedBy[level]} />)}</Stack>
      </Radio.Group>
      <Radio.Group label={form.pressing} value={value.urgency} onChange={(chosen) => set({ urgency: levels.find((level) => level === chosen) ?? null })}>
        <Stack gap="xs" mt="xs">{levels.map((level) => <Radio key={level} value={level} label={form.pressingBy[level]} />)}</Stack>
      </Radio.Group>
    </Group>
  );
}

function AboutYou({ value, set, faults }: { value: Asking; set: Set; faults: Faults }) {
  const { form } = useWords(words);
  return (
    <Fieldset legend={<Title order={2} size="h5">{form.about}</Title>}>
      <Stack gap="sm">
        <TextInput name="name" label={form.name} autoComplete="name" required maxLength={200} dir="auto" error={faults.name} value={value.name} onChange={(event) => set({ name: event.currentTarget.value })} />
        <TextInput name="email" type="email" label={form.email} autoComplete="email" required maxLength={320} error={faults.email} value={value.email} onChange={(event) => set({ email: event.currentTarget.value })} />
        <TextInput name="phone" type="tel" label={form.phone} autoComplete="tel" maxLength={40} error={faults.phone} value={value.phone} onChange={(event) => set({ phone: event.currentTarget.value })} />
      </Stack>
    </Fieldset>
  );
}

function faultsOf(value: Asking, say: Words): Faults {
  const faults: Faults = {};
  for (const field of ['subject', 'description', 'name'] as const) if (value[field].trim() === '') faults[field] = say.required;
  if (!/^[^\s@]+@[^\s@]+$/u.test(value.email.trim())) faults.email = value.email.trim() === '' ? say.required : say.badEmail;
  if (value.phone.trim() !== '' && !/^\s*\+?[\d\s().\/-]{3,}$/.test(value.phone)) faults.phone = say.badPhone;
  return faults;
}

/** Faults that only the desk found. */
function serverFaults(fields: string[], say: Words): Faults {
  const texts: Record<Field, string> = { subject: say.required, description: say.required, name: say.required, email: say.badEmail, phone: say.badPhone };
  return Object.fromEntries(fields.flatMap((field) => (Object.hasOwn(texts, field) ? [[field, texts[field as Field]]] : [])));
}
