import { Button, CloseButton, Group, NativeSelect, Pill, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useWords } from '../../shared/words.tsx';
import { useKeys } from '../shell/keys.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { isFiltered, sorts, toggle, type ListState } from './list-state.ts';
import { chosenOf, useChoices } from './use-choices.ts';
import { words } from './words.ts';

/** Search, filters and order of a list; all of it stands in the address. */
export function FilterBar({ state, onChange }: { state: ListState; onChange: (state: ListState) => void }) {
  const say = useWords(words);
  const groups = useChoices();
  const chosen = chosenOf(state, groups, say);
  return (
    <>
      <Group gap="xs">
        <ListSearch q={state.q} onSearch={(q) => onChange({ ...state, q })} />
        <FilterMenu state={state} groups={groups} onToggle={({ field, value }) => onChange(toggle(state, field, value))} />
        <NativeSelect
          size="xs" aria-label={say.sort} value={state.sort} data={sorts.map((sort) => ({ value: sort, label: say.sorts[sort] }))}
          onChange={(event) => {
            const sort = sorts.find((known) => known === event.currentTarget.value);
            if (sort) onChange({ ...state, sort });
          }}
        />
      </Group>
      {isFiltered(state) && (
        <Group gap={6}>
          {chosen.map(({ choice, name }) => (
            <Pill
              key={`${choice.field}=${choice.value}`} withRemoveButton removeButtonProps={{ 'aria-label': say.removeFilter(`${name}: ${choice.text}`), tabIndex: 0, 'aria-hidden': false }}
              onRemove={() => onChange(toggle(state, choice.field, choice.value))}
            >
              {name}: {choice.text}
            </Pill>
          ))}
          {state.q !== '' && (
            <Pill withRemoveButton removeButtonProps={{ 'aria-label': say.removeFilter(state.q), tabIndex: 0, 'aria-hidden': false }} onRemove={() => onChange({ ...state, q: '' })}>“{state.q}”</Pill>
          )}
          {/^\D{1,2}$/u.test(state.q) && <Text size="xs" c="dimmed" role="status">{say.shortSearch}</Text>}
          <Button size="compact-xs" variant="subtle" onClick={() => onChange({ ...state, many: {}, one: {}, q: '' })}>{say.clearAll}</Button>
        </Group>
      )}
    </>
  );
}

const typingPause = 350;

/** Searches once the typing pauses. */
function ListSearch({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const say = useWords(words);
  const [text, setText] = useState(q);
  const [known, setKnown] = useState(q);
  // The address changed: by this field, or by a way back or a view.
  if (q !== known) {
    setKnown(q);
    if (q !== text.trim()) setText(q);
  }
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const stop = () => {
    if (timer.current !== null) clearTimeout(timer.current);
  };
  useEffect(() => stop, []);
  useKeys([{ key: 's', words: say.keys.search, group: say.keys.group, does: () => field.current?.select() }]);
  const typed = (value: string) => {
    setText(value);
    stop();
    timer.current = setTimeout(() => onSearch(value.trim()), typingPause);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    stop();
    if (text.trim() !== q) onSearch(text.trim());
  };
  return (
    <form onSubmit={submit} style={{ flex: '1 1 180px', maxWidth: 340 }}>
      <TextInput
        ref={field} size="xs" maxLength={200} value={text} placeholder={say.search} aria-label={say.searchLabel} aria-keyshortcuts="s" autoComplete="off"
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={text === '' ? null : <CloseButton size="xs" aria-label={say.clearAll} onClick={() => typed('')} />}
        onChange={(event) => typed(event.currentTarget.value)}
      />
    </form>
  );
}
