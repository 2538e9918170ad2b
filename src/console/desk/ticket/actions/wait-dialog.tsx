import { SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useWords } from '../../../shared/words.tsx';
import { useAction } from '../use-action.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { hasPassed, readMoment } from './moments.ts';
import { useDraft } from './use-draft.ts';
import { actionWords } from './words.ts';

type For = 'customer' | 'vendor';

/** Whom the ticket waits for, why, and until when at most. */
export function WaitDialog({ ticket, onClose, onDone }: DialogProps) {
  const words = useWords(actionWords);
  const say = words.dialog.wait;
  const { act, isBusy, fault } = useAction(ticket, { pinned: true });
  const reason = useDraft(ticket.number, 'wait');
  const [forWhom, setFor] = useState<For>('customer');
  const [until, setUntil] = useState('');
  const [isPast, setPast] = useState(false);
  const labelId = useId();
  const submit = async () => {
    if (hasPassed(until)) return setPast(true);
    const moment = readMoment(until);
    const done = await act('wait', { body: { for: forWhom, reason: reason.text, ...(moment === null ? {} : { until: moment }) } });
    if (done.kind === 'refused') return;
    reason.forget();
    onDone(done.ticket, words.done.wait);
  };
  return (
    <ActionDialog ticket={ticket} title={say.title} does={say.do} isReady={reason.text.trim() !== ''} isBusy={isBusy} fault={fault} onClose={onClose} onSubmit={() => void submit()}>
      <Stack gap={4}>
        <Text size="sm" fw={500} id={labelId}>{say.forWhom}</Text>
        <SegmentedControl aria-labelledby={labelId} value={forWhom} onChange={setFor} data={[{ value: 'customer', label: say.customer }, { value: 'vendor', label: say.vendor }]} />
      </Stack>
      <Textarea label={words.reason} data-autofocus autosize minRows={2} maxRows={10} maxLength={2_000} value={reason.text} onChange={(event) => reason.write(event.currentTarget.value)} />
      <TextInput
        type="datetime-local" label={say.until} value={until} error={isPast ? say.past : null}
        onChange={(event) => { setUntil(event.currentTarget.value); setPast(false); }}
      />
    </ActionDialog>
  );
}
