import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { View } from '../../../api/contract.ts';
import { codeOf, request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

/** Asks before a view goes, for a shared one goes for everybody. */
export default function RemoveViewDialog({ view, onClose }: { view: View; onClose: () => void }) {
  const say = useWords(words);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => request('DELETE', `/api/views/${view.id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['views'] }),
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={say.views.remove} size="sm" closeButtonProps={{ 'aria-label': say.bulk.close }}>
      <Stack gap="sm">
        <Text size="sm">{say.views.removeSure(view.name, view.shared)}</Text>
        {remove.error && <Text c="red" size="sm" role="alert">{say.faultOf(codeOf(remove.error))}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{say.views.cancel}</Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>{say.views.remove}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
