import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Priorities } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { useWords } from '../../../shared/words.tsx';
import type { Level } from '../../lists/ticket-words.ts';
import { useAction } from '../use-action.ts';
import { useCatalog } from '../../directory.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { PriorityMatrix } from './priority-matrix.tsx';
import { actionWords } from './words.ts';

interface Judged {
  impact: Level;
  urgency: Level;
}

/** What the ticket really is, and how pressing: the priority that comes of it is shown before it is done. */
export function ClassifyDialog({ ticket, onClose, onDone }: DialogProps) {
  const words = useWords(actionWords);
  const say = words.dialog.classify;
  const { act, isBusy, fault } = useAction(ticket, { pinned: true });
  const { data: priorities } = useQuery({ queryKey: ['priorities'], staleTime: 300_000, queryFn: () => request<Priorities>('GET', '/api/priorities') });
  const services = useCatalog();
  const [entry, setEntry] = useState(ticket.entry?.key ?? null);
  const [chosen, setChosen] = useState<Judged | null>(null);
  const known = priorities?.entries.find(({ key }) => key === entry);
  const isNewEntry = entry !== null && entry !== ticket.entry?.key;
  // As the desk does it: another entry begins with its own judgement.
  const judged: Judged = chosen ?? {
    impact: (isNewEntry ? known?.impact : ticket.impact) ?? 'low', urgency: (isNewEntry ? known?.urgency : ticket.urgency) ?? 'medium',
  };
  const priority = priorities?.matrix[judged.impact][judged.urgency];
  const submit = async () => {
    const done = await act('classify', { body: { ...(isNewEntry ? { entry } : {}), ...judged } });
    if (done.kind === 'done') onDone(done.ticket, words.done.classify);
  };
  return (
    <ActionDialog ticket={ticket} title={say.title} does={say.do} size="lg" isReady={priorities !== undefined} isBusy={isBusy} fault={fault} onClose={onClose} onSubmit={() => void submit()}>
      <Select
        label={say.entry} placeholder={say.search} searchable openOnFocus={false} data-autofocus value={entry} onChange={setEntry} nothingFoundMessage={say.nothing} allowDeselect={false}
        data={services.map(({ name, entries }) => ({ group: name, items: entries.map((one) => ({ value: one.key, label: one.name })) }))}
      />
      {priorities && <PriorityMatrix matrix={priorities.matrix} {...judged} onChoose={(impact, urgency) => setChosen({ impact, urgency })} />}
      {priority && <Text size="sm" aria-live="polite">{say.result(ticket.priority ?? say.none, priority)}</Text>}
    </ActionDialog>
  );
}
