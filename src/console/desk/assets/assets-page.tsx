import { Badge, Button, Checkbox, Group, Loader, Modal, Select, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { AssetEntry, AssetProfile } from '../../../api/contract.ts';
import { queryOf, request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import customers from '../customers/customers.module.css';
import styles from './assets.module.css';
import { useCatalog } from '../directory.ts';
import { useSession } from '../session.tsx';
import { useKeys } from '../shell/keys.tsx';
import { AssetForm } from './asset-form.tsx';
import { useFaultText } from './use-asset.ts';
import { kindText, words } from './words.ts';

interface Page {
  assets: AssetEntry[];
  kinds: string[];
  nextCursor: string | null;
}

/** Finds assets; what is searched for stands in the address. */
export default function AssetsPage() {
  const say = useWords(words);
  const faultText = useFaultText();
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const [written, setWritten] = useState(params.get('q') ?? '');
  const [adding, setAdding] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const [q] = useDebouncedValue(written.trim(), 250);
  const kind = params.get('kind') ?? '';
  const retired = params.get('retired') === 'true';
  const found = useInfiniteQuery({
    queryKey: ['assets', q, kind, retired], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => request<Page>('GET', `/api/assets${queryOf({ q, kind, retired: retired || null, cursor: pageParam })}`, { signal }),
    getNextPageParam: (last) => last.nextCursor,
  });
  const ask = (asked: { q?: string; kind?: string; retired?: boolean }) => {
    const next = { q: written.trim(), kind, retired, ...asked };
    setParams(new URLSearchParams(queryOf({ ...next, retired: next.retired || null })), { replace: true });
  };
  const isLead = me.role !== 'agent';
  useKeys([
    { key: 'n', words: say.keyAdd, group: say.keyGroup, isOn: isLead, does: () => setAdding(true) },
    { key: 's', words: say.keySearch, group: say.keyGroup, does: () => field.current?.select() },
  ]);
  const assets = found.data?.pages.flatMap((page) => page.assets) ?? [];
  const kinds = [...new Set([...(found.data?.pages[0]?.kinds ?? []), ...(kind === '' ? [] : [kind])])];
  return (
    <div className={customers['page']}>
      <Group justify="space-between">
        <Title order={1} size="h3">{say.assets}</Title>
        {isLead && <Button leftSection={<IconPlus size={16} aria-hidden />} title="n" onClick={() => setAdding(true)}>{say.add}</Button>}
      </Group>
      <Text size="sm" c="dimmed">{say.about}</Text>
      <Group gap="sm">
        <TextInput
          ref={field} type="search" aria-label={say.search} title="s" placeholder={say.search} value={written} maxLength={200} style={{ flex: '1 1 16rem', maxWidth: 480 }}
          leftSection={<IconSearch size={16} aria-hidden />} rightSection={found.isFetching ? <Loader size="xs" /> : null}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setWritten(value);
            ask({ q: value.trim() });
          }}
        />
        <Select
          aria-label={say.kind} placeholder={say.allKinds} w={190} clearable clearButtonProps={{ 'aria-label': say.clear }} value={kind === '' ? null : kind}
          data={kinds.map((value) => ({ value, label: kindText(say, value) }))} onChange={(chosen) => ask({ kind: chosen ?? '' })}
        />
        <Checkbox label={say.withRetired} checked={retired} onChange={(event) => ask({ retired: event.currentTarget.checked })} />
      </Group>
      <div aria-live="polite">
        {found.isError && <p className={customers['bad']}>{faultText(found.error)} <Button size="compact-sm" variant="default" onClick={() => void found.refetch()}>{say.again}</Button></p>}
        {found.isSuccess && assets.length === 0 && <p>{q === '' && kind === '' ? say.empty : say.none}</p>}
      </div>
      {assets.length > 0 && <AssetRows assets={assets} />}
      {found.hasNextPage && <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()} style={{ alignSelf: 'start' }}>{say.more}</Button>}
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </div>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const [, go] = useLocation();
  const queries = useQueryClient();
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} title={say.add} closeButtonProps={{ 'aria-label': say.close }}>
      <AssetForm
        asset={null} onCancel={onClose}
        onSave={async (body) => {
          const { asset } = await request<{ asset: AssetProfile }>('POST', '/api/assets', { body });
          await queries.invalidateQueries({ queryKey: ['assets'] });
          go(`/inventory/${asset.id}`);
        }}
      />
    </Modal>
  );
}

function AssetRows({ assets }: { assets: AssetEntry[] }) {
  const say = useWords(words);
  const services = useCatalog();
  return (
    <table className={customers['rows']} aria-label={say.assets}>
      <thead>
        <tr>
          <th scope="col" className={styles['name']}>{say.name}</th>
          <th scope="col">{say.kind}</th>
          <th scope="col" className={customers['wide']}>{say.service}</th>
          <th scope="col" className={customers['wide']}>{say.owner}</th>
          <th scope="col" className={customers['number']}>{say.open}</th>
          <th scope="col" className={`${customers['number']} ${customers['wide']}`}>{say.hit}</th>
        </tr>
      </thead>
      <tbody>
        {assets.map((asset) => (
          <tr key={asset.id}>
            <td><Link href={`/inventory/${asset.id}`}>{asset.name}</Link>{asset.retiredAt !== null && <> <Badge size="sm" variant="default">{say.retired}</Badge></>}</td>
            <td>{kindText(say, asset.kind)}</td>
            <td className={customers['wide']}>{services.find(({ key }) => key === asset.service)?.name ?? asset.service ?? '–'}</td>
            <td className={customers['wide']}>{asset.owner ?? '–'}</td>
            <td className={customers['number']}>{asset.open}</td>
            <td className={`${customers['number']} ${customers['wide']}`}>{asset.customers}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
