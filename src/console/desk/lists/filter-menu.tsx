import { Button, Combobox, Kbd, useCombobox } from '@mantine/core';
import { IconCheck, IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../shared/words.tsx';
import { useKeys } from '../shell/keys.tsx';
import { isOn, type ListState } from './list-state.ts';
import type { Choice, ChoiceGroup } from './use-choices.ts';
import { words } from './words.ts';

const idOf = ({ field, value }: Choice) => `${field}=${value}`;
const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
/** Of one field; typing finds the others. */
const mostOfOne = 60;

/** One menu for every filter: type a few letters of what is wanted, Enter turns it on or off. */
export function FilterMenu({ state, groups, onToggle }: { state: ListState; groups: readonly ChoiceGroup[]; onToggle: (choice: Choice) => void }) {
  const say = useWords(words);
  const [sought, setSought] = useState('');
  const menu = useCombobox({
    onDropdownClose: () => {
      menu.resetSelectedOption();
      setSought('');
    },
    onDropdownOpen: () => menu.focusSearchInput(),
  });
  useKeys([{ key: 'f', words: say.keys.filter, group: say.keys.group, does: () => menu.openDropdown() }]);
  const part = fold(sought.trim());
  const found = groups
    .map((group) => ({ ...group, choices: group.choices.filter(({ text }) => fold(`${say.fields[group.name]} ${text}`).includes(part)) }))
    .filter(({ choices }) => choices.length > 0);
  return (
    <Combobox
      store={menu} width={290} position="bottom-start" withinPortal
      onOptionSubmit={(id) => {
        const choice = groups.flatMap(({ choices }) => choices).find((one) => idOf(one) === id);
        if (choice) onToggle(choice);
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <Button
          size="xs" variant="default" leftSection={<IconFilter size={15} aria-hidden />} rightSection={<Kbd size="xs" aria-hidden>f</Kbd>}
          aria-keyshortcuts="f" aria-haspopup="listbox" aria-expanded={menu.dropdownOpened} onClick={() => menu.toggleDropdown()}
        >
          {say.filter}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search value={sought} onChange={(event) => setSought(event.currentTarget.value)} placeholder={say.filterSearch} aria-label={say.filterSearch} />
        <Combobox.Options mah={340} style={{ overflowY: 'auto' }} aria-label={say.filter}>
          {found.map(({ name, choices }) => (
              <Combobox.Group key={name} label={say.fields[name]}>
                {choices.slice(0, mostOfOne).map((choice) => (
                  <Combobox.Option key={idOf(choice)} value={idOf(choice)} active={isOn(state, choice.field, choice.value)} style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
                    <span style={{ flex: 1 }}>{choice.text}</span>
                    {isOn(state, choice.field, choice.value) && <IconCheck size={15} aria-hidden />}
                  </Combobox.Option>
                ))}
              </Combobox.Group>
          ))}
          {found.length === 0 && <Combobox.Empty>{say.noOption}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
