import { SegmentedControl, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../../shared/words.tsx';
import { ticketWords } from '../../lists/ticket-words.ts';
import { useAction } from '../use-action.ts';
import { useColleagues, useTeams } from '../../directory.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { useDraft } from './use-draft.ts';
import { actionWords } from './words.ts';

/** To another team or person, with a reason. */
export function TransferDialog({ ticket, onClose, onDone }: DialogProps) {
  const words = useWords(actionWords);
  const say = words.dialog.transfer;
  const desk = useWords(ticketWords);
  const { act, isBusy, fault } = useAction(ticket, { pinned: true });
  const reason = useDraft(ticket.number, 'transfer');
  const [kind, setKind] = useState<'team' | 'person'>('team');
  const [team, setTeam] = useState<string | null>(null);
  const [person, setPerson] = useState<string | null>(null);
  const teams = useTeams().filter(({ key }) => key !== ticket.team?.key);
  const to = kind === 'team' ? team : person;
  const submit = async () => {
    const why = reason.text.trim() === '' ? {} : { reason: reason.text };
    const done = await act('transfer', { body: { ...(kind === 'team' ? { team } : { agentId: person }), ...why } });
    if (done.kind === 'refused') return;
    reason.forget();
    onDone(done.ticket, words.done.transfer);
  };
  return (
    <ActionDialog ticket={ticket} title={say.title} does={say.do} isReady={to !== null} isBusy={isBusy} fault={fault} onClose={onClose} onSubmit={() => void submit()}>
      <SegmentedControl aria-label={say.to} value={kind} onChange={setKind} data={[{ value: 'team', label: say.team }, { value: 'person', label: say.person }]} />
      {kind === 'team'
        ? (
          <Select
            label={say.pickTeam} data-autofocus searchable openOnFocus={false} value={team} onChange={setTeam}
            data={teams.map(({ key, name, tier }) => ({ value: key, label: `${name} · ${desk.tier(tier)}` }))}
          />
        )
        : <PersonSelect label={say.pickPerson} value={person} onChange={setPerson} without={ticket.agent?.id} />}
      <Textarea label={words.reasonOptional} autosize minRows={2} maxRows={10} maxLength={2_000} value={reason.text} onChange={(event) => reason.write(event.currentTarget.value)} />
    </ActionDialog>
  );
}

/** To a person at once, without an offer; leads only. */
export function AssignDialog({ ticket, onClose, onDone }: DialogProps) {
  const words = useWords(actionWords);
  const say = words.dialog.assign;
  const { act, isBusy, fault } = useAction(ticket, { pinned: true });
  const [person, setPerson] = useState<string | null>(null);
  const submit = async () => {
    const done = await act('assign', { body: { agentId: person } });
    if (done.kind === 'done') onDone(done.ticket, words.done.assign);
  };
  return (
    <ActionDialog ticket={ticket} title={say.title} does={say.do} isReady={person !== null} isBusy={isBusy} fault={fault} onClose={onClose} onSubmit={() => void submit()}>
      <PersonSelect label={say.pickPerson} value={person} onChange={setPerson} without={ticket.agent?.id} />
    </ActionDialog>
  );
}

interface PersonSelectProps {
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
  without: string | undefined;
}

function PersonSelect({ label, value, onChange, without }: PersonSelectProps) {
  const available = useWords(actionWords).availability;
  const people = useColleagues().filter(({ id }) => id !== without);
  return (
    <Select
      label={label} searchable value={value} onChange={onChange}
      data={people.map(({ id, name, availability }) => ({ value: id, label: `${name} · ${available[availability]}` }))}
    />
  );
}
