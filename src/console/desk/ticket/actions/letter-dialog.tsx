import { Text, Textarea } from '@mantine/core';
import { useWords } from '../../../shared/words.tsx';
import { useAction } from '../use-action.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { useDraft } from './use-draft.ts';
import { actionWords } from './words.ts';

/** Notes a letter that went by post: it is an answer like any other, which the desk itself cannot send. */
export function LetterDialog({ ticket, onClose, onDone }: DialogProps) {
  const words = useWords(actionWords);
  const say = words.dialog.letter;
  const { act, isBusy, fault } = useAction(ticket, { pinned: true });
  const text = useDraft(ticket.number, 'letter');
  const to = useDraft(ticket.number, 'letter-to');
  const submit = async () => {
    const done = await act('letters', { body: { text: text.text, ...(to.text.trim() === '' ? {} : { to: to.text.trim() }) } });
    if (done.kind === 'refused') return;
    text.forget();
    to.forget();
    onDone(done.ticket, words.done.letter);
  };
  return (
    <ActionDialog ticket={ticket} title={say.title} does={say.do} isReady={text.text.trim() !== ''} isBusy={isBusy} fault={fault} onClose={onClose} onSubmit={() => void submit()}>
      <Text size="sm">{say.hint}</Text>
      <Textarea
        label={say.text} data-autofocus autosize minRows={5} maxRows={14} maxLength={100_000} required withAsterisk={false}
        value={text.text} onChange={(event) => text.write(event.currentTarget.value)}
      />
      <Textarea label={say.to} autosize minRows={2} maxRows={6} maxLength={1_000} value={to.text} onChange={(event) => to.write(event.currentTarget.value)} />
    </ActionDialog>
  );
}
