import { Kbd, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../shared/words.tsx';
import { useAllKeys, useKeys } from './keys.tsx';
import styles from './shell.module.css';
import { words } from './words.ts';

/** What may be pressed on this page now; `?` opens it, and so does the user's menu. */
export function KeysDialog({ opened, setOpened }: { opened: boolean; setOpened: (opened: boolean) => void }) {
  const say = useWords(words);
  useKeys([{ key: '?', words: say.keyWords.help, group: say.keyGroups.everywhere, does: () => setOpened(true) }]);
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title={say.keysTitle} size="lg" closeButtonProps={{ 'aria-label': say.close }}>
      <KeyList />
      <Text size="xs" c="dimmed" mt="md">{say.keysHint}</Text>
    </Modal>
  );
}

function KeyList() {
  const say = useWords(words);
  const all = useAllKeys();
  // What the page had when the list was opened: the list itself takes the keys away.
  const [uses] = useState(all);
  const groups = [...new Set(uses.map(({ group }) => group))];
  return (
    <div className={styles['keys']}>
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <Text fw={600} size="sm" mb={4}>{group}</Text>
          <dl>
            {uses.filter((use) => use.group === group).map((use) => (
              <div key={use.key} className={styles['key']}>
                <dd>{use.words}</dd>
                <dt>{use.key.split(' ').map((part, index) => <span key={`${part}${index}`}>{index > 0 && <small> {say.then} </small>}<Kbd size="xs">{part.length === 1 ? part.toUpperCase() : part}</Kbd></span>)}</dt>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
