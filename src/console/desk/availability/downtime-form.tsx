import { Alert, Button, Group, Modal, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Downtime } from '../../../api/contract.ts';
import { faultText, request, RequestError } from '../../shared/request.ts';
import { serverNow } from '../../shared/times.ts';
import { useWords } from '../../shared/words.tsx';
import { AssetSelect } from '../assets/asset-select.tsx';
import { asSeen } from '../changed-meanwhile/changed-meanwhile.tsx';
import { useCatalog } from '../directory.ts';
import { localField } from './periods.ts';
import { words } from './words.ts';

interface FormProps {
  /** Null: a new one. */
  downtime: Downtime | null;
  onDone: () => void;
  onClose: () => void;
}

type Draft = { service: string | null; from: string; to: string; asset: Downtime['asset']; ticket: string; note: string };

/** Records a downtime, corrects one, or removes it for a reason. What was written stays when it could not be stored. */
export function DowntimeForm({ downtime, onDone, onClose }: FormProps) {
  const say = useWords(words);
  const services = useCatalog();
  const [isRemoving, setRemoving] = useState(false);
  const [draft, setDraft] = useState<Draft>(() => ({
    service: downtime?.service ?? null, from: localField(downtime?.from ?? new Date(serverNow()).toISOString()), to: localField(downtime?.to ?? null),
    asset: downtime?.asset ?? null, ticket: downtime?.ticket ?? '', note: downtime?.note ?? '',
  }));
  const [faults, setFaults] = useState<Partial<Record<keyof Draft, string>>>({});
  const sending = useSending(onDone);
  const set = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change });
    setFaults({});
  };
  const save = () => {
    const found = faultsOf(draft, downtime, say);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const body = {
      service: draft.service, asset: draft.asset?.id ?? null, ticket: draft.ticket.trim() === '' ? null : draft.ticket.trim(), note: draft.note.trim(),
      from: moment(draft.from, downtime?.from ?? null), to: moment(draft.to, downtime?.to ?? null),
    };
    void sending.send(() => (downtime === null
      ? request('POST', '/api/downtimes', { body })
      : request('PATCH', `/api/downtimes/${downtime.id}`, { body, headers: asSeen(downtime.changedAt) })));
  };
  if (downtime !== null && isRemoving) return <RemoveDialog downtime={downtime} onDone={onDone} onClose={() => setRemoving(false)} />;
  return (
    <Modal opened onClose={onClose} size="lg" closeOnClickOutside={false} title={downtime === null ? say.add : say.editTitle} closeButtonProps={{ 'aria-label': say.close }}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); save(); }}>
        <Stack gap="sm">
          <Select
            label={say.service} required allowDeselect={false} data-autofocus value={draft.service} error={faults.service} onChange={(service) => set({ service })}
            data={services.map(({ key, name }) => ({ value: key, label: name }))}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
            <TextInput type="datetime-local" label={say.from} required value={draft.from} error={faults.from} onChange={(event) => set({ from: event.currentTarget.value })} />
            <TextInput type="datetime-local" label={say.to} description={say.toHint} inputWrapperOrder={['label', 'input', 'description', 'error']} value={draft.to} error={faults.to} onChange={(event) => set({ to: event.currentTarget.value })} />
          </SimpleGrid>
          <AssetSelect key={draft.asset?.id ?? ''} label={say.asset} value={draft.asset} onPick={(asset) => set({ asset })} />
          <TextInput label={say.ticket} description={say.ticketHint} value={draft.ticket} maxLength={20} error={sending.fields['ticket'] === undefined ? undefined : say.noTicket} onChange={(event) => set({ ticket: event.currentTarget.value })} />
          <Textarea label={say.note} value={draft.note} autosize minRows={2} maxRows={8} maxLength={2_000} onChange={(event) => set({ note: event.currentTarget.value })} />
          {sending.fault !== null && <Alert color="red" variant="light" role="alert">{sending.fault}</Alert>}
          <Group justify="space-between">
            {downtime === null ? <span /> : <Button color="red" variant="subtle" onClick={() => setRemoving(true)}>{say.remove}</Button>}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>{say.cancel}</Button>
              <Button type="submit" loading={sending.isBusy}>{downtime === null ? say.add : say.save}</Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The moment that was written, to the second of the known one where it is still the same minute; null for none. */
function moment(written: string, known: string | null): string | null {
  if (written === '') return null;
  return written === localField(known) ? known : new Date(written).toISOString();
}

function faultsOf(draft: Draft, was: Downtime | null, say: typeof words.es): Partial<Record<keyof Draft, string>> {
  const from = moment(draft.from, was?.from ?? null);
  const to = moment(draft.to, was?.to ?? null);
  const isToCome = (at: string) => Date.parse(at) > serverNow();
  return {
    ...(draft.service === null && { service: say.noService }),
    ...(from === null ? { from: say.noFrom } : isToCome(from) && { from: say.future }),
    ...(to !== null && (isToCome(to) ? { to: say.future } : from !== null && to <= from && { to: say.order })),
  };
}

function RemoveDialog({ downtime, onDone, onClose }: { downtime: Downtime; onDone: () => void; onClose: () => void }) {
  const say = useWords(words);
  const [reason, setReason] = useState('');
  const sending = useSending(onDone);
  const remove = () => void sending.send(() => request('POST', `/api/downtimes/${downtime.id}/remove`, { body: { reason: reason.trim() }, headers: asSeen(downtime.changedAt) }));
  return (
    <Modal opened onClose={onClose} title={say.removeTitle} closeButtonProps={{ 'aria-label': say.close }}>
      <form onSubmit={(event) => { event.preventDefault(); remove(); }}>
        <Stack gap="sm">
          <Text size="sm">{say.removeMeans}</Text>
          <Textarea label={say.reason} required data-autofocus value={reason} maxLength={500} autosize minRows={2} onChange={(event) => setReason(event.currentTarget.value)} />
          {sending.fault !== null && <Alert color="red" variant="light" role="alert">{sending.fault}</Alert>}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>{say.cancel}</Button>
            <Button type="submit" color="red" disabled={reason.trim() === ''} loading={sending.isBusy}>{say.remove}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Sends one change at a time and keeps what was refused, in words. */
function useSending(onDone: () => void) {
  const say = useWords(words);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<{ error: unknown } | null>(null);
  const send = async (doing: () => Promise<unknown>) => {
    setBusy(true);
    setRefusal(null);
    try {
      await doing();
      onDone();
    } catch (error) {
      setRefusal({ error });
    } finally {
      setBusy(false);
    }
  };
  const fields = refusal?.error instanceof RequestError && refusal.error.code === 'invalid_input' ? refusal.error.fields : {};
  return { send, isBusy, fields, fault: refusal === null ? null : faultText(refusal.error, say.faults, say.fault) };
}
