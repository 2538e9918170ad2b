import { Text } from '@mantine/core';
import type { Way } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import { measureText } from './text-length.ts';
import { words } from './words.ts';

/** How long a text is where its length counts: in segments, or against what one message holds. */
export function LengthLine({ text, way }: { text: string; way: Pick<Way, 'maxTextLength' | 'segments'> }) {
  const say = useWords(words);
  const { maxTextLength: most, segments: counts } = way;
  if (most === null || (text === '' && !counts)) return null;
  const parts: string[] = [];
  if (text.length > most) parts.push(say.characters(text.length, most), say.texts(Math.ceil(text.length / (most - 8))));
  else if (counts) {
    const { encoding, segments, left, costly } = measureText(text);
    parts.push(say.segments(segments), encoding, say.left(left), ...(costly === null ? [] : [say.costly(costly)]));
  } else parts.push(say.characters(text.length, most));
  return <Text size="xs" c="dimmed" data-testid="length">{parts.join(' · ')}</Text>;
}
