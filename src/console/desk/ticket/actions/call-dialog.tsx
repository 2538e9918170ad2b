import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../../shared/words.tsx';
import { useSession } from '../../session.tsx';
import { useAction } from '../use-action.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { hasPassed, readMoment } from './moments.ts';
import { useDraft } from './use-draft.ts';
import { actionWords } from './words.ts';

/** Calls the customer at once, by the agent's own telephone, or has them called at a time to come. */
export function CallDialog({ ticket, onClose, onDone }: DialogProps) {
  const words = useWords(actionWords);
  const say = words.dialog.call;
  const { me } = useSession();
  const { act, isBusy, fault } = useAction(ticket, { pinned: true });
  const mayNow = ticket.status === 'assigned' && ticket.agent?.id === me.id;
  const [when, setWhen] = useState<'now' | 'later'>(mayNow ? 'now' : 'later');
  const [at, setAt] = useState('');
  const [isPast, setPast] = useState(false);
  const number = useDraft(ticket.number, 'call');
  const moment = readMoment(at);
  const submit = async () => {
    if (when === 'later' && hasPassed(at)) return setPast(true);
    const to = number.text.trim() === '' ? {} : { to: number.text.trim() };
    const done = await (when === 'now' ? act('calls', { body: to }) : act('callback', { body: { at: moment, ...to } }));
    if (done.kind === 'refused') return;
    number.forget();
    onDone(done.ticket, when === 'now' ? words.done.call : words.done.callLater);
  };
  return (
    <ActionDialog
      ticket={ticket} title={say.title} does={when === 'now' ? say.doNow : say.doLater} isReady={when === 'now' ? mayNow : moment !== null}
      isBusy={isBusy} fault={fault} onClose={onClose} onSubmit={() => void submit()}
    >
      <SegmentedControl aria-label={say.when} value={when} onChange={setWhen} data={[{ value: 'now', label: say.now, disabled: !mayNow }, { value: 'later', label: say.later }]} />
      {!mayNow && <Text size="sm" c="dimmed">{say.notMine}</Text>}
      <Text size="sm">{when === 'now' ? say.nowHint : say.laterHint}</Text>
      {when === 'later' && (
        <TextInput type="datetime-local" label={say.at} data-autofocus value={at} error={isPast ? say.past : null} onChange={(event) => { setAt(event.currentTarget.value); setPast(false); }} />
      )}
      <TextInput type="tel" label={say.to} maxLength={40} value={number.text} onChange={(event) => number.write(event.currentTarget.value)} />
    </ActionDialog>
  );
}
