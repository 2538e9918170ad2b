import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import type { View } from '../../../api/contract.ts';
import { codeOf, request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { useSession } from '../session.tsx';
import { words } from './words.ts';

/** Asks for the name of a view: of a new one for `query`, or of one that there is. */
export default function ViewDialog({ view, query, onClose }: { view: View | null; query: string; onClose: () => void }) {
  const say = useWords(words);
  const { me } = useSession();
  const queries = useQueryClient();
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const save = useMutation({
    mutationFn: () => (view ? request('PATCH', `/api/views/${view.id}`, { body: { name, shared } }) : request('POST', '/api/views', { body: { name, query, shared } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['views'] });
      onClose();
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={view ? say.views.rename : say.views.save} size="sm" closeButtonProps={{ 'aria-label': say.bulk.close }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={say.views.name} value={name} maxLength={60} required data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
          {me.role !== 'agent' && <Checkbox label={say.views.share} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />}
          {save.error && <Text c="red" size="sm" role="alert">{say.faultOf(codeOf(save.error))}</Text>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say.views.cancel}</Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>{say.views.saved}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
