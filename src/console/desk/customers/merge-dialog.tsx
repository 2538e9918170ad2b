import { Alert, Button, Group, Loader, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { CustomerEntry, CustomerProfile } from '../../../api/contract.ts';
import { addressText } from '../../shared/address-text.ts';
import { queryOf, request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import styles from './customers.module.css';
import { nameOf, useFaultText } from './use-customer.ts';
import { words } from './words.ts';

interface DialogProps {
  customer: CustomerProfile;
  onClose: () => void;
}

/** Finds the other customer, says what will happen, and makes the two one. */
export function MergeDialog({ customer, onClose }: DialogProps) {
  const say = useWords(words);
  const faultText = useFaultText();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const [written, setWritten] = useState('');
  const [other, setOther] = useState<CustomerEntry | null>(null);
  const [reason, setReason] = useState('');
  const [q] = useDebouncedValue(written.trim(), 250);
  const found = useQuery({
    queryKey: ['customers', 'to merge', q], enabled: q !== '', placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request<{ customers: CustomerEntry[] }>('GET', `/api/customers${queryOf({ q, limit: 12 })}`, { signal }),
  });
  const others = (q === '' ? [] : found.data?.customers ?? []).filter(({ id }) => id !== customer.id);
  const merge = useMutation({
    mutationFn: (into: CustomerEntry) => request('POST', `/api/customers/${customer.id}/merge`, { body: { into: into.id, reason: reason.trim() } }),
    onSuccess: async (_answer, into) => {
      notifications.show({ message: say.merged, closeButtonProps: { 'aria-label': say.close } });
      go(`/customers/${into.id}`);
      await Promise.all([['customer'], ['customers'], ['tickets'], ['ticket'], ['ticket-list']].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  return (
    <Modal opened onClose={onClose} title={say.mergeTitle} size="lg" closeButtonProps={{ 'aria-label': say.close }}>
      <form onSubmit={(event) => { event.preventDefault(); if (other) merge.mutate(other); }}>
        <Stack gap="sm">
          <TextInput
            label={say.mergeSearch} data-autofocus value={written} maxLength={200} rightSection={found.isFetching ? <Loader size="xs" /> : null}
            onChange={(event) => { setWritten(event.currentTarget.value); setOther(null); }}
          />
          <div aria-live="polite">{q !== '' && found.isSuccess && others.length === 0 && <Text size="sm">{say.none}</Text>}</div>
          {others.length > 0 && (
            <Radio.Group value={other?.id ?? ''} onChange={(id) => setOther(others.find((one) => one.id === id) ?? null)} aria-label={say.mergeSearch}>
              <Stack gap={6} mah="32vh" style={{ overflow: 'auto' }}>
                {others.map((one) => (
                  <Radio key={one.id} value={one.id} label={<>{nameOf(one, say.unnamed)} <span className={styles['quiet']}>{one.addresses.map(addressText).join(', ')} · {say.tickets}: {say.count(one.tickets)}</span></>} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          {other && <Preview customer={customer} other={other} />}
          <Textarea label={say.reason} required value={reason} maxLength={500} autosize minRows={1} onChange={(event) => setReason(event.currentTarget.value)} />
          <div role="alert" className={styles['bad']}>{merge.isError && faultText(merge.error)}</div>
          <Group justify="end">
            <Button variant="default" onClick={onClose}>{say.cancel}</Button>
            <Button type="submit" color="red" disabled={!other || reason.trim() === ''} loading={merge.isPending}>{say.mergeDo}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Preview({ customer, other }: { customer: CustomerProfile; other: CustomerEntry }) {
  const say = useWords(words);
  const own = useQuery({
    queryKey: ['customers', 'count of', customer.id], queryFn: ({ signal }) => request<{ count: number }>('GET', `/api/tickets/count${queryOf({ customer: customer.id, status: 'all' })}`, { signal }), retry: false,
  });
  return (
    <Alert color="yellow" p="sm">
      <Stack gap={4}>
        <Text size="sm" fw={600}>{`${say.mergeKeep(nameOf(other, say.unnamed))}; ${say.mergeGo(nameOf(customer, say.unnamed))}`}</Text>
        <Text size="sm">{say.mergeMeans(customer.addresses.length, own.data ? say.count(own.data.count) : String(customer.tickets.length))}</Text>
        <Text size="sm">{say.mergeNames}</Text>
        <Text size="sm">{say.mergePortal}</Text>
        <Text size="sm">{say.mergeForever}</Text>
      </Stack>
    </Alert>
  );
}
