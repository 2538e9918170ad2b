import { ActionIcon, Select, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AssetProfile, CustomerEntry } from '../../../api/contract.ts';
import { addressText } from '../../shared/address-text.ts';
import { queryOf, request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import customers from '../customers/customers.module.css';
import { nameOf } from '../customers/use-customer.ts';
import { useFaultText } from './use-asset.ts';
import { words } from './words.ts';

interface HitProps {
  asset: AssetProfile;
  mayChange: boolean;
  /** Stores who is hit, by their ids; throws what was refused. */
  onChange: (ids: string[]) => Promise<unknown>;
}

/** Who is hit when the asset fails, to be added to and taken away. */
export function HitPart({ asset, mayChange, onChange }: HitProps) {
  const say = useWords(words);
  const faultText = useFaultText();
  const [fault, setFault] = useState<unknown>(null);
  const ids = asset.customers.map(({ id }) => id);
  const change = async (changed: string[]) => {
    setFault(null);
    try {
      await onChange(changed);
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <section aria-label={say.hitTitle}>
      <Title order={2} size="h5">{say.hitTitle}</Title>
      {asset.customers.length === 0 && <Text size="sm" c="dimmed">{say.hitNobody}</Text>}
      <ul className={customers['list']}>
        {asset.customers.map(({ id, name }) => (
          <li key={id} className={customers['address']}>
            <span className={customers['value']}><Link href={`/customers/${id}`}>{name ?? say.unnamed}</Link></span>
            {mayChange && <ActionIcon variant="subtle" color="gray" aria-label={say.hitRemove(name ?? say.unnamed)} onClick={() => void change(ids.filter((one) => one !== id))}><IconX size={15} aria-hidden /></ActionIcon>}
          </li>
        ))}
      </ul>
      {mayChange && <CustomerSearch but={ids} onPick={(id) => void change([...ids, id])} />}
      <div role="alert" className={customers['bad']}>{fault !== null && faultText(fault)}</div>
    </section>
  );
}

function CustomerSearch({ but, onPick }: { but: readonly string[]; onPick: (id: string) => void }) {
  const say = useWords(words);
  const [written, setWritten] = useState('');
  const [q] = useDebouncedValue(written.trim(), 250);
  const found = useQuery({
    queryKey: ['customers', 'to pick', q], enabled: q !== '', placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request<{ customers: CustomerEntry[] }>('GET', `/api/customers${queryOf({ q, limit: 12 })}`, { signal }),
  });
  const known = (q === '' ? [] : found.data?.customers ?? []).filter(({ id }) => !but.includes(id));
  return (
    <Select
      mt={6} size="sm" aria-label={say.hitAdd} placeholder={say.hitAdd} searchable value={null} searchValue={written} onSearchChange={setWritten}
      filter={({ options }) => options} nothingFoundMessage={q !== '' && found.isSuccess ? say.hitNone : undefined}
      data={known.map((one) => ({ value: one.id, label: [nameOf(one, say.unnamed), one.addresses.map(addressText)[0]].filter((part, place, all) => part !== undefined && all.indexOf(part) === place).join(' · ') }))}
      onChange={(id) => { if (id !== null) { onPick(id); setWritten(''); } }}
    />
  );
}
