import { Text, Textarea } from '@mantine/core';
import { useWords } from '../../../shared/words.tsx';
import { useAction } from '../use-action.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { useDraft } from './use-draft.ts';
import { actionWords } from './words.ts';

export type TextAction = 'resolve' | 'reopen' | 'cancel' | 'escalate';

/** The actions that ask for a text and nothing else. */
export function TextDialog({ name, ticket, onClose, onDone }: DialogProps & { name: TextAction }) {
  const say = useWords(actionWords);
  const { act, isBusy, fault } = useAction(ticket, { pinned: true });
  const draft = useDraft(ticket.number, name);
  const words = say.dialog[name];
  const isSolution = name === 'resolve';
  const isOptional = name === 'reopen';
  const label = isSolution ? say.dialog.resolve.solution : isOptional ? say.reasonOptional : say.reason;
  const submit = async () => {
    const body = isSolution ? { solution: draft.text } : draft.text.trim() === '' ? {} : { reason: draft.text };
    const done = await act(name, { body });
    if (done.kind === 'refused') return;
    draft.forget();
    onDone(done.ticket, say.done[name]);
  };
  return (
    <ActionDialog
      ticket={ticket} title={words.title} does={words.do} isReady={isOptional || draft.text.trim() !== ''} isBusy={isBusy} fault={fault}
      isDanger={name === 'cancel'} onClose={onClose} onSubmit={() => void submit()}
    >
      {'warning' in words && <Text size="sm">{words.warning}</Text>}
      <Textarea
        label={label} data-autofocus autosize minRows={isSolution ? 5 : 3} maxRows={14} maxLength={isSolution ? 100_000 : 2_000} required={!isOptional} withAsterisk={false}
        description={'hint' in words ? words.hint : undefined} value={draft.text} onChange={(event) => draft.write(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
