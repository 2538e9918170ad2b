import { Button, CloseButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type RefObject } from 'react';
import { useLocation } from 'wouter';
import type { RequestStatus } from '../../api/contract.ts';
import { queryOf, request } from '../shared/request.ts';
import { useLanguage, useWords } from '../shared/words.tsx';
import { newKey, useDraft } from './drafts.ts';
import { FileDrop } from './parts/file-drop.tsx';
import { Trouble } from './parts/trouble.tsx';
import { sizeText } from './sizes.ts';
import { usePortal } from './use-portal.ts';
import { words } from './words.ts';

interface Sent {
  ticket: { number: string; statusUrl?: string };
}

/** Writes on a request; on one that has ended, asks for something new after it. What is typed stays until it was taken. */
export function CommentForm({ token, ticket, field }: { token: string; ticket: RequestStatus; field: RefObject<HTMLTextAreaElement | null> }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const limits = usePortal()?.commentFiles ?? { most: 10, mostBytes: Infinity };
  const draft = useDraft(`comment.${token.slice(0, 16)}`, () => ({ key: newKey(), text: '' }));
  const [files, setFiles] = useState<File[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const isNew = ticket.writing === 'none';

  const send = useMutation({
    mutationFn: () => {
      const body = new FormData();
      body.append('key', draft.value.key);
      body.append('text', draft.value.text);
      for (const file of files) body.append('files', file, file.name);
      return request<Sent>('POST', `/status/${encodeURIComponent(token)}/${isNew ? 'requests' : 'comments'}${queryOf({ locale })}`, { body });
    },
    onSuccess: async ({ ticket: { statusUrl, number } }) => {
      draft.forget();
      setFiles([]);
      if (statusUrl !== undefined) go(`/sent/${number}/${new URL(statusUrl).pathname.split('/').at(-1) ?? ''}`);
      else await queries.invalidateQueries({ queryKey: ['status', token] });
    },
    // It may have ended meanwhile; then the form asks for something new.
    onError: () => queries.invalidateQueries({ queryKey: ['status', token] }),
  });

  const add = (more: File[]) => {
    const all = [...files, ...more];
    const large = all.find(({ size }) => size > limits.mostBytes);
    setFault(large ? `${large.name}: ${say.files.faults.tooLarge(sizeText(limits.mostBytes, locale))}` : all.length > limits.most ? say.files.tooMany(limits.most) : null);
    setFiles(all.filter(({ size }) => size <= limits.mostBytes).slice(0, limits.most));
  };
  const submit = () => {
    const isEmpty = draft.value.text.trim() === '' && (isNew || files.length === 0);
    setFault(isEmpty ? say.status.empty : null);
    if (isEmpty) field.current?.focus();
    else send.mutate();
  };

  return (
    <form noValidate aria-label={isNew ? say.status.newRequest : say.status.write} onSubmit={(event) => {
      event.preventDefault();
      submit();
    }}>
      <Stack gap="sm">
        {ticket.state === 'waitingForCustomer' && <Text fw={600}>{say.status.answerWanted}</Text>}
        <FileDrop onFiles={add} hint={say.files.hint(limits.most, sizeText(Number.isFinite(limits.mostBytes) ? limits.mostBytes : 0, locale))}>
          <Textarea
            ref={field} label={isNew ? say.status.newRequest : say.status.write} description={say.status.writeHint[ticket.writing] || undefined} autosize minRows={3}
            maxRows={14} maxLength={100_000} dir="auto" error={fault} value={draft.value.text} onChange={(event) => draft.set({ text: event.currentTarget.value })}
          />
          {files.map((file, place) => (
            <Group key={`${place} ${file.name}`} gap="xs" mt={4} wrap="nowrap">
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}><bdi>{file.name}</bdi> ({sizeText(file.size, locale)})</Text>
              <CloseButton size="sm" aria-label={say.files.remove(file.name)} onClick={() => setFiles(files.filter((other) => other !== file))} />
            </Group>
          ))}
        </FileDrop>
        {send.isError && <Trouble fault={send.error} />}
        <Group>
          <Button type="submit" loading={send.isPending}>{isNew ? say.status.sendNew : say.status.send}</Button>
          <Text size="sm" role="status">{send.isSuccess && draft.value.text === '' ? say.status.sentNow : ''}</Text>
        </Group>
      </Stack>
    </form>
  );
}
