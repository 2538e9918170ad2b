import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AssetEntry } from '../../../api/contract.ts';
import { queryOf, request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { kindText, words } from './words.ts';

interface AssetSelectProps extends Pick<SelectProps, 'label' | 'description' | 'size' | 'mt' | 'error' | 'disabled'> {
  /** What is chosen; null: nothing, and the box is empty again after each choice. */
  value: { id: string; name: string } | null;
  /** Ids that are not offered. */
  but?: readonly string[];
  onPick: (asset: { id: string; name: string } | null) => void;
}

/** A box in which people search for an asset in use and choose it. */
export function AssetSelect({ value, but = [], onPick, ...look }: AssetSelectProps) {
  const say = useWords(words);
  const [written, setWritten] = useState(value?.name ?? '');
  const [q] = useDebouncedValue(written.trim(), 200);
  const isSearch = q !== '' && q !== value?.name;
  const found = useQuery({
    queryKey: ['assets', 'to pick', q], enabled: isSearch, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request<{ assets: AssetEntry[] }>('GET', `/api/assets${queryOf({ q, limit: 12 })}`, { signal }),
  });
  const known = (isSearch ? found.data?.assets ?? [] : []).filter(({ id }) => !but.includes(id) && id !== value?.id);
  return (
    <Select
      {...look} {...(look.label ? {} : { 'aria-label': say.pick })} placeholder={say.pick} searchable clearable={value !== null} clearButtonProps={{ 'aria-label': say.clear }}
      value={value?.id ?? null} searchValue={written} onSearchChange={setWritten} filter={({ options }) => options}
      nothingFoundMessage={isSearch && found.isSuccess ? say.pickNone : undefined}
      data={[...(value ? [{ value: value.id, label: value.name }] : []), ...known.map((one) => ({ value: one.id, label: one.name }))]}
      renderOption={({ option }) => {
        const kind = known.find(({ id }) => id === option.value)?.kind;
        return kind === undefined ? option.label : `${option.label} · ${kindText(say, kind)}`;
      }}
      onChange={(id) => {
        const chosen = known.find((one) => one.id === id);
        onPick(chosen ? { id: chosen.id, name: chosen.name } : null);
        if (chosen) setWritten('');
      }}
    />
  );
}
