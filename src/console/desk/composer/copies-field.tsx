import { TagsInput, Text } from '@mantine/core';
import { useWords } from '../../shared/words.tsx';
import { words } from './words.ts';

/** Whether this can be a mail address as the desk takes it. */
export function isMailAddress(text: string): boolean {
  return /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+$/.test(text);
}

/** Who gets a copy of a mail. */
export function CopiesField({ value, onChange }: { value: string[]; onChange: (addresses: string[]) => void }) {
  const say = useWords(words);
  const odd = value.find((address) => !isMailAddress(address));
  return (
    <TagsInput
      size="xs" aria-label={say.cc} placeholder={value.length === 0 ? say.ccHint : ''} leftSection={<Text size="xs" c="dimmed" aria-hidden>{say.cc}</Text>} leftSectionWidth={90} value={value} maxTags={20} acceptValueOnBlur
      splitChars={[',', ';', ' ']} onChange={(addresses) => onChange([...new Set(addresses.map((address) => address.trim().toLowerCase()))])}
      error={odd === undefined ? undefined : say.ccOdd(odd)}
    />
  );
}
