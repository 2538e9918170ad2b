import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDeviceFloppy, IconDots, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { Link } from 'wouter';
import type { View } from '../../../api/contract.ts';
import { lazyPage } from '../../shared/lazy-page.ts';
import { request } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { isFiltered, listPaths, readList, writeList, type ListName, type ListState } from './list-state.ts';
import styles from './views-bar.module.css';
import { words } from './words.ts';

const key = ['views'];
const ViewDialog = lazyPage(() => import('./view-dialog.tsx'));
const RemoveViewDialog = lazyPage(() => import('./remove-view-dialog.tsx'));

/** Which list a view is of stands in its query, as `list`. */
function readView({ query }: Pick<View, 'query'>): { list: ListName; search: string } {
  const given = new URLSearchParams(query);
  const list = (['work', 'queue'] as const).find((name) => name === given.get('list')) ?? 'all';
  return { list, search: writeList(list, readList(list, query)) };
}

/** Lists that somebody saved under a name, and a way to save this one. */
export function ViewsBar({ list, state }: { list: ListName; state: ListState }) {
  const say = useWords(words);
  const { data } = useQuery({ queryKey: key, staleTime: 60_000, queryFn: () => request<{ views: View[] }>('GET', '/api/views') });
  const [editing, setEditing] = useState<View | 'new' | null>(null);
  const [removing, setRemoving] = useState<View | null>(null);
  const views = (data?.views ?? []).map((view) => ({ view, ...readView(view) })).filter((one) => one.list === list);
  const here = writeList(list, state);
  const current = views.find(({ search }) => search === here)?.view;
  if (views.length === 0 && !isFiltered(state)) return null;
  return (
    <div className={styles['views']} role="group" aria-label={say.views.label}>
      <ViewLink path={listPaths[list]} search="" name={say.views.everything} isOn={here === ''} />
      {views.map(({ view, search }) => (
        <ViewLink key={view.id} path={listPaths[list]} search={search} name={view.name} isOn={view.id === current?.id} isShared={view.shared} />
      ))}
      {current?.mayChange && <ViewMenu onRename={() => setEditing(current)} onRemove={() => setRemoving(current)} />}
      {!current && here !== '' && (
        <Button size="compact-xs" variant="subtle" style={{ flex: 'none' }} leftSection={<IconDeviceFloppy size={14} aria-hidden />} onClick={() => setEditing('new')}>{say.views.save}</Button>
      )}
      {editing !== null && <Suspense><ViewDialog view={editing === 'new' ? null : editing} query={`${list === 'all' ? '' : `list=${list}&`}${here}`} onClose={() => setEditing(null)} /></Suspense>}
      {removing && <Suspense><RemoveViewDialog view={removing} onClose={() => setRemoving(null)} /></Suspense>}
    </div>
  );
}

function ViewLink({ path, search, name, isOn, isShared = false }: { path: string; search: string; name: string; isOn: boolean; isShared?: boolean }) {
  const say = useWords(words);
  return (
    <Link href={search === '' ? path : `${path}?${search}`} className={`${styles['view']} ${isOn ? styles['on'] : ''}`} aria-current={isOn ? 'true' : undefined}>
      {name}{isShared && <IconUsers size={13} role="img" aria-label={say.views.shared} style={{ marginInlineStart: 5, verticalAlign: -2 }} />}
    </Link>
  );
}

function ViewMenu({ onRename, onRemove }: { onRename: () => void; onRemove: () => void }) {
  const say = useWords(words).views;
  return (
    <Menu position="bottom-start">
      <Menu.Target><ActionIcon size="sm" variant="subtle" color="gray" aria-label={say.menu} style={{ flex: 'none' }}><IconDots size={15} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onRename}>{say.rename}</Menu.Item>
        <Menu.Item color="red" onClick={onRemove}>{say.remove}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
