import { Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BlockedAddress } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { useWords } from '../../../shared/words.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { words } from './words.ts';

const kinds: BlockedAddress['kind'][] = ['phone', 'email', 'slack', 'visitor'];

/** Keeps somebody away; `given` is an address that is known already. */
export function BlockForm({ given, onClose }: { given: { kind: BlockedAddress['kind']; value: string } | null; onClose: () => void }) {
  const say = useWords(words).blocked;
  const queries = useQueryClient();
  const [kind, setKind] = useState<BlockedAddress['kind']>(given?.kind ?? 'phone');
  const [value, setValue] = useState(given?.value ?? '');
  const [reason, setReason] = useState('');
  return (
    <Confirm
      title={say.add} confirm={say.block} color="red" isReady={value.trim() !== '' && reason.trim() !== ''} onClose={onClose}
      does={async () => {
        await request('POST', '/api/blocked', { body: { kind, value, reason } });
        await queries.invalidateQueries({ queryKey: ['blocked'] });
        notifications.show({ message: say.done(value) });
        onClose();
      }}
    >
      <Select label={say.kind} allowDeselect={false} value={kind} onChange={(chosen) => setKind(kinds.find((one) => one === chosen) ?? 'phone')} data={kinds.map((one) => ({ value: one, label: say.kinds[one] }))} />
      <TextInput label={say.value} required maxLength={320} value={value} onChange={(event) => setValue(event.currentTarget.value)} />
      <TextInput label={say.reason} required maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </Confirm>
  );
}
