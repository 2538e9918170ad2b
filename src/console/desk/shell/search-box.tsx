import { Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef, type SyntheticEvent } from 'react';
import { useLocation } from 'wouter';
import { queryOf } from '../../shared/request.ts';
import { useWords } from '../../shared/words.tsx';
import { useKeys } from './keys.tsx';
import styles from './shell.module.css';
import { words } from './words.ts';

/** Searches all tickets; `/` comes here from anywhere. */
export function SearchBox({ withKey = true, onGo }: { withKey?: boolean; onGo?: () => void }) {
  const say = useWords(words);
  const field = useRef<HTMLInputElement>(null);
  const [, go] = useLocation();
  useKeys(withKey ? [{ key: '/', words: say.keyWords.search, group: say.keyGroups.everywhere, does: () => field.current?.select() }] : []);
  const search = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sought = field.current?.value.trim() ?? '';
    if (sought === '') return;
    field.current?.blur();
    onGo?.();
    go(`/tickets${queryOf({ q: sought })}`);
  };
  return (
    <form role="search" onSubmit={search} className={styles['search']}>
      <TextInput
        ref={field} type="search" name="q" size="xs" maxLength={200} placeholder={say.search} aria-label={say.searchLabel} autoComplete="off"
        leftSection={<IconSearch size={15} aria-hidden />}
        {...(withKey ? { rightSection: <Kbd size="xs" aria-hidden>/</Kbd>, 'aria-keyshortcuts': '/' } : {})}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </form>
  );
}
