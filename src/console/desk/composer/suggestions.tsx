import { ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import styles from './composer.module.css';

/** Something that can be put into the text. */
export interface Choice {
  id: string;
  label: string;
  detail: string;
}

/** What is offered under the text while `/` or `@` is typed. The keys stay with the text; `active` is the place that Enter takes. */
export function Suggestions(parts: { id: string; label: string; none: string; choices: Choice[]; active: number; onChoose: (choice: Choice) => void }) {
  const { id, choices, active, onChoose } = parts;
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    shown.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={shown}>
      <ScrollArea.Autosize mah={240} type="auto" scrollbars="y">
        <div role="listbox" id={id} aria-label={parts.label}>
          {choices.map((choice, place) => (
            <UnstyledButton
              key={choice.id} component="div" role="option" id={`${id}-${place}`} aria-selected={place === active} className={styles['choice'] ?? ''}
              onMouseDown={(event) => {
                // The text keeps the focus.
                event.preventDefault();
                onChoose(choice);
              }}
            >
              <Text size="sm" fw={500} truncate>{choice.label}</Text>
              {choice.detail !== '' && <Text size="xs" c="dimmed" truncate>{choice.detail}</Text>}
            </UnstyledButton>
          ))}
        </div>
      </ScrollArea.Autosize>
      {choices.length === 0 && <Text size="sm" c="dimmed" p="xs">{parts.none}</Text>}
    </div>
  );
}
