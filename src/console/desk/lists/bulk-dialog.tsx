import { Button, Group, Modal, Select, Stack, TagsInput, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useWords } from '../../shared/words.tsx';
import { levels, ticketWords, type Level } from './ticket-words.ts';
import type { BulkAction } from './use-bulk.ts';
import { useCatalog, useColleagues, useTeams } from '../directory.ts';
import { useTags } from './use-choices.ts';
import { words } from './words.ts';

export type BulkDialogKind = 'assign' | 'transfer' | 'tag' | 'classify' | 'cancel';
interface FormProps {
  count: number;
  /** Gives what is to be done, or null while something is missing. */
  onChange: (action: BulkAction | null) => void;
}

/** Asks for what one action on many tickets needs. */
export default function BulkDialog({ kind, count, onClose, onGo }: { kind: BulkDialogKind; count: number; onClose: () => void; onGo: (action: BulkAction) => void }) {
  const say = useWords(words).bulk;
  const [action, setAction] = useState<BulkAction | null>(null);
  const forms: Record<BulkDialogKind, (props: FormProps) => ReactNode> = { assign: AssignForm, transfer: TransferForm, tag: TagForm, classify: ClassifyForm, cancel: CancelForm };
  const Form = forms[kind];
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (action) onGo(action);
  };
  return (
    <Modal opened onClose={onClose} title={`${say[kind]} · ${say.chosen(count)}`} closeButtonProps={{ 'aria-label': say.close }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Form count={count} onChange={setAction} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say.back}</Button>
            <Button type="submit" disabled={action === null} {...(kind === 'cancel' ? { color: 'red' } : {})}>{kind === 'cancel' ? say.cancel : say.go}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function AssignForm({ onChange }: FormProps) {
  const say = useWords(words);
  const people = useColleagues().map(({ id, name }) => ({ value: id, label: name }));
  return <Select label={say.bulk.agent} data={people} searchable required data-autofocus nothingFoundMessage={say.noOption} onChange={(agentId) => onChange(agentId === null ? null : { kind: 'assign', agentId })} />;
}

function TransferForm({ onChange }: FormProps) {
  const say = useWords(words);
  const tell = useWords(ticketWords);
  const [given, setGiven] = useState({ team: '', reason: '' });
  const teams = useTeams().map(({ key, name, tier }) => ({ value: key, label: `${name} · ${tell.tier(tier === 1 ? 1 : tier === 2 ? 2 : 3)}` }));
  const change = (next: typeof given) => {
    setGiven(next);
    onChange(next.team === '' ? null : { kind: 'transfer', team: next.team, ...(next.reason.trim() === '' ? {} : { reason: next.reason.trim() }) });
  };
  return (
    <>
      <Select label={say.bulk.team} data={teams} searchable required data-autofocus nothingFoundMessage={say.noOption} onChange={(team) => change({ ...given, team: team ?? '' })} />
      <Textarea label={say.bulk.reason} autosize maxLength={2_000} value={given.reason} onChange={(event) => change({ ...given, reason: event.currentTarget.value })} />
    </>
  );
}

function TagForm({ onChange }: FormProps) {
  const say = useWords(words).bulk;
  const known = useTags().map(({ tag }) => tag);
  const [given, setGiven] = useState<{ add: string[]; remove: string[] }>({ add: [], remove: [] });
  const change = (next: typeof given) => {
    setGiven(next);
    onChange(next.add.length + next.remove.length === 0 ? null : { kind: 'tag', ...next });
  };
  const common = { data: known, maxTags: 20, description: say.tagsHint, clearable: true, acceptValueOnBlur: true };
  return (
    <>
      <TagsInput label={say.addTags} data-autofocus value={given.add} onChange={(add) => change({ ...given, add })} {...common} />
      <TagsInput label={say.removeTags} value={given.remove} onChange={(remove) => change({ ...given, remove })} {...common} />
    </>
  );
}

function ClassifyForm({ onChange }: FormProps) {
  const say = useWords(words).bulk;
  const tell = useWords(ticketWords);
  const catalog = useCatalog();
  const [given, setGiven] = useState<{ entry?: string; impact?: Level; urgency?: Level }>({});
  const change = (next: typeof given) => {
    setGiven(next);
    onChange(Object.keys(next).length === 0 ? null : { kind: 'classify', ...next });
  };
  const pick = (field: 'impact' | 'urgency', value: string | null) => {
    const { [field]: was, ...others } = given;
    const level = levels.find((one) => one === value);
    if (level !== was) change(level === undefined ? others : { ...others, [field]: level });
  };
  const scale = levels.map((level) => ({ value: level, label: tell.level[level] }));
  return (
    <>
      <Select label={say.impact} data={scale} placeholder={say.keep} clearable data-autofocus onChange={(value) => pick('impact', value)} />
      <Select label={say.urgency} data={scale} placeholder={say.keep} clearable onChange={(value) => pick('urgency', value)} />
      <Select
        label={say.entry} placeholder={say.keep} clearable searchable data={catalog.map(({ name, entries }) => ({ group: name, items: entries.map((entry) => ({ value: entry.key, label: entry.name })) }))}
        onChange={(entry) => {
          const { impact, urgency } = given;
          change({ ...(impact ? { impact } : {}), ...(urgency ? { urgency } : {}), ...(entry === null ? {} : { entry }) });
        }}
      />
    </>
  );
}

function CancelForm({ count, onChange }: FormProps) {
  const say = useWords(words).bulk;
  return (
    <>
      <Text size="sm">{say.cancelWarning(count)}</Text>
      <Textarea label={say.reason} required autosize minRows={2} maxLength={2_000} data-autofocus onChange={({ currentTarget: { value } }) => onChange(value.trim() === '' ? null : { kind: 'cancel', reason: value.trim() })} />
    </>
  );
}
