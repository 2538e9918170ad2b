import { Select, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { addressText } from '../../../shared/address-text.ts';
import { faultText, request } from '../../../shared/request.ts';
import { useWords } from '../../../shared/words.tsx';
import { faultWords } from '../fault-words.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { useDraft } from './use-draft.ts';
import { actionWords } from './words.ts';

/** Lets the desk hear an address of the customer no more; leads only. */
export function BlockDialog({ ticket, onClose, onDone }: DialogProps) {
  const words = useWords(actionWords);
  const say = words.dialog.block;
  const faults = useWords(faultWords);
  const addresses = ticket.customer?.addresses ?? [];
  const [chosen, setChosen] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const reason = useDraft(ticket.number, 'block');
  const submit = async () => {
    const address = addresses[chosen];
    if (!address) return;
    setBusy(true);
    setFault(null);
    try {
      await request('POST', '/api/blocked', { body: { kind: address.kind, value: address.value, reason: reason.text } });
      reason.forget();
      onDone(ticket, words.done.block);
    } catch (error) {
      setFault(faultText(error, faults, faults.internal));
    } finally {
      setBusy(false);
    }
  };
  return (
    <ActionDialog ticket={ticket} title={say.title} does={say.do} isDanger isReady={reason.text.trim() !== ''} isBusy={isBusy} fault={fault} onClose={onClose} onSubmit={() => void submit()}>
      <Text size="sm">{say.hint}</Text>
      <Select
        label={say.address} allowDeselect={false} value={String(chosen)} onChange={(place) => setChosen(Number(place))}
        data={addresses.map((address, place) => ({ value: String(place), label: addressText(address) }))}
      />
      <Textarea label={words.reason} data-autofocus autosize minRows={2} maxLength={500} value={reason.text} onChange={(event) => reason.write(event.currentTarget.value)} />
    </ActionDialog>
  );
}
