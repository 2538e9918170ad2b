import { Autocomplete, Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AssetProfile } from '../../../api/contract.ts';
import { codeOf } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { ChangedMeanwhile } from '../changed-meanwhile/changed-meanwhile.tsx';
import customers from '../customers/customers.module.css';
import { useCatalog } from '../directory.ts';
import { useFaultText, type AssetChange } from './use-asset.ts';
import { kindKey, kindText, words } from './words.ts';

interface FormProps {
  /** Null: a new one. */
  asset: AssetProfile | null;
  /** Stores what was written, over what was seen (its `changedAt`); throws what was refused. */
  onSave: (body: AssetChange, seen: string) => Promise<void>;
  onCancel?: () => void;
}

/** Name, kind, owner, service and notes of an asset. What was written stays when it could not be stored. */
export function AssetForm({ asset, onSave, onCancel }: FormProps) {
  const say = useWords(words);
  const services = useCatalog();
  const faultText = useFaultText();
  const [base, setBase] = useState(asset);
  const [name, setName] = useState(asset?.name ?? '');
  const [kind, setKind] = useState(asset ? kindText(say, asset.kind) : '');
  const [owner, setOwner] = useState(asset?.owner ?? '');
  const [service, setService] = useState(asset?.service ?? null);
  const [notes, setNotes] = useState(asset?.notes ?? '');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const written = { name: name.trim(), kind: kindKey(say, kind) === '' ? 'other' : kindKey(say, kind), owner: owner.trim() === '' ? null : owner.trim(), service, notes };
  const changes = base === null ? written : changesOf(base, written);
  const isStale = refusal !== null && codeOf(refusal) === 'stale' && asset !== null && asset.changedAt !== base?.changedAt;
  const save = async (seen: AssetProfile | null) => {
    setBusy(true);
    setRefusal(null);
    try {
      await onSave(changes, seen?.changedAt ?? '');
      if (base !== null) setBase({ ...base, ...written });
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  const takeTheirs = (theirs: AssetProfile) => {
    setBase(theirs);
    setName(theirs.name);
    setKind(kindText(say, theirs.kind));
    setOwner(theirs.owner ?? '');
    setService(theirs.service);
    setNotes(theirs.notes);
    setRefusal(null);
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(asset); }}>
      <Stack gap="xs">
        <TextInput label={say.name} required value={name} maxLength={200} data-autofocus={asset === null || undefined} onChange={(event) => setName(event.currentTarget.value)} />
        <Autocomplete label={say.kind} value={kind} maxLength={40} data={Object.values(say.kinds)} onChange={setKind} />
        <TextInput label={say.owner} description={say.ownerHint} value={owner} maxLength={200} onChange={(event) => setOwner(event.currentTarget.value)} />
        <Select
          label={say.service} placeholder={say.noService} clearable clearButtonProps={{ 'aria-label': say.clear }} value={service} onChange={setService}
          data={[...services.map((one) => ({ value: one.key, label: one.name })), ...(service !== null && !services.some((one) => one.key === service) ? [{ value: service, label: service }] : [])]}
        />
        <Textarea label={say.notes} value={notes} autosize minRows={2} maxRows={10} maxLength={5_000} onChange={(event) => setNotes(event.currentTarget.value)} />
        {isStale && (
          <ChangedMeanwhile name={null} changedAt={asset.changedAt} isBusy={isBusy} onMine={() => void save(asset)} onTheirs={() => takeTheirs(asset)}>
            {[asset.name, kindText(say, asset.kind), asset.owner, asset.service, asset.notes].filter((part) => part !== null && part !== '').join('\n')}
          </ChangedMeanwhile>
        )}
        <div role="alert" className={customers['bad']}>{refusal !== null && !isStale && faultText(refusal)}</div>
        {(base === null || Object.keys(changes).length > 0) && (
          <Group gap="xs" justify={base === null ? 'end' : 'start'}>
            {onCancel && <Button variant="default" onClick={onCancel}>{say.cancel}</Button>}
            <Button type="submit" loading={isBusy} disabled={written.name === ''}>{base === null ? say.add : say.save}</Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function changesOf(asset: AssetProfile, written: Pick<AssetProfile, 'name' | 'kind' | 'owner' | 'service' | 'notes'>): AssetChange {
  return {
    ...(written.name !== asset.name && { name: written.name }), ...(written.kind !== asset.kind && { kind: written.kind }),
    ...(written.owner !== asset.owner && { owner: written.owner }), ...(written.service !== asset.service && { service: written.service }),
    ...(written.notes !== asset.notes && { notes: written.notes }),
  };
}
