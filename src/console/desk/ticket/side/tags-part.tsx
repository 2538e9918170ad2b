import { Autocomplete, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ticket } from '../../../../api/contract.ts';
import { queryOf, request } from '../../../shared/request.ts';
import { useWords } from '../../../shared/words.tsx';
import { TagList } from '../../lists/parts/index.ts';
import { useAction } from '../use-action.ts';
import { pageWords } from '../words.ts';

/** The tags of a ticket, to be added to and taken away. */
export function TagsPart({ ticket }: { ticket: Ticket }) {
  const say = useWords(pageWords);
  const { act, isBusy, fault } = useAction(ticket);
  const [written, setWritten] = useState('');
  const [q] = useDebouncedValue(written.trim(), 200);
  const { data } = useQuery({
    queryKey: ['tags', q], enabled: q !== '', staleTime: 60_000,
    queryFn: ({ signal }) => request<{ tags: { tag: string }[] }>('GET', `/api/tags${queryOf({ q })}`, { signal }),
  });
  const known = (q === '' ? [] : data?.tags ?? []).map(({ tag }) => tag).filter((tag) => !ticket.tags.includes(tag)).slice(0, 8);
  const add = async (tag: string) => {
    if (tag.trim() === '' || isBusy) return;
    const done = await act('tags', { body: { add: [tag.trim()] } });
    if (done.kind === 'done') setWritten('');
  };
  return (
    <>
      {ticket.tags.length === 0 ? <Text size="xs" c="dimmed">{say.noTags}</Text> : <TagList tags={ticket.tags} onRemove={(tag) => void act('tags', { body: { remove: [tag] } })} />}
      <Autocomplete
        size="xs" mt={6} aria-label={say.addTag} placeholder={say.addTag} maxLength={60} data={known} value={written} onChange={setWritten} error={fault}
        onOptionSubmit={(tag) => void add(tag)}
        onKeyDown={(event) => { if (event.key === 'Enter' && !event.nativeEvent.isComposing) void add(written); }}
      />
    </>
  );
}
