import { Alert, Loader, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TicketSummary } from '../../../../api/contract.ts';
import { queryOf, request } from '../../../shared/request.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { ticketWords } from '../../lists/ticket-words.ts';
import { useAction } from '../use-action.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { actionWords } from './words.ts';

/** Finds the ticket into which this one goes, and says what will happen before it does. */
export function MergeDialog({ ticket, onClose, onDone }: DialogProps) {
  const words = useWords(actionWords);
  const say = words.dialog.merge;
  const { locale } = useLanguage();
  const { act, isBusy, fault } = useAction(ticket, { pinned: true });
  const [written, setWritten] = useState('');
  const [into, setInto] = useState<TicketSummary | null>(null);
  const [q] = useDebouncedValue(written.trim(), 250);
  const found = useQuery({
    queryKey: ['tickets', 'to merge into', q, locale], enabled: q !== '', placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request<{ tickets: TicketSummary[] }>('GET', `/api/tickets${queryOf({ q, limit: 12, locale })}`, { signal }),
  });
  const others = (q === '' ? [] : found.data?.tickets ?? []).filter(({ number, status }) => number !== ticket.number && status !== 'resolved' && status !== 'closed' && status !== 'cancelled');
  const isSame = (other: TicketSummary) => other.customer !== null && other.customer.id === ticket.customer?.id;
  const submit = async () => {
    const done = await act('merge', { body: { into: into?.number } });
    if (done.kind === 'done') onDone(done.ticket, words.done.merge(ticket.number));
  };
  return (
    <ActionDialog ticket={ticket} title={say.title} does={say.do} size="lg" isReady={into !== null} isBusy={isBusy} fault={fault} onClose={onClose} onSubmit={() => void submit()}>
      <TextInput
        label={say.search} data-autofocus value={written} onChange={(event) => { setWritten(event.currentTarget.value); setInto(null); }}
        rightSection={found.isFetching ? <Loader size="xs" /> : null}
      />
      <div aria-live="polite">
        {q === '' && <Text size="sm" c="dimmed">{say.type}</Text>}
        {q !== '' && found.isSuccess && others.length === 0 && <Text size="sm">{say.nothing}</Text>}
      </div>
      {others.length > 0 && (
        <Radio.Group value={into?.number ?? ''} onChange={(number) => setInto(others.find((one) => one.number === number) ?? null)} aria-label={say.title}>
          <Stack gap={6} mah="40vh" style={{ overflow: 'auto' }}>
            {others.map((other) => <Radio key={other.number} value={other.number} label={<OtherLine other={other} note={isSame(other) ? say.same : ''} />} />)}
          </Stack>
        </Radio.Group>
      )}
      {into && (
        <Alert color={isSame(into) ? 'blue' : 'yellow'} p="xs">
          {say.will(ticket.number, into.number)}{!isSame(into) && <> {say.others}</>}
        </Alert>
      )}
    </ActionDialog>
  );
}

function OtherLine({ other, note }: { other: TicketSummary; note: string }) {
  const status = useWords(ticketWords).status[other.status];
  return (
    <span>
      <strong>{other.number}</strong> {other.subject}
      <Text component="span" size="xs" c="dimmed"> · {[status, other.customer?.name ?? '', note].filter((fact) => fact !== '').join(' · ')}</Text>
    </span>
  );
}
