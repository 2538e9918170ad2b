import { Chip, Group } from '@mantine/core';
import type { Way } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import styles from './composer.module.css';
import { isSlackThread } from './ways.ts';
import { words } from './words.ts';

/** By which of several ways an answer goes; nothing where there is one. */
export function WaySwitch({ ways, chosen, isBusy, onChoose }: { ways: Way[]; chosen: Way | undefined; isBusy: boolean; onChoose: (way: Way) => void }) {
  const say = useWords(words);
  if (ways.length < 2) return null;
  const names = ways.map((way) => nameOf(way, say));
  return (
    <Chip.Group value={String(chosen === undefined ? -1 : ways.indexOf(chosen))} onChange={(place) => choose(ways[Number(place)], onChoose)}>
      <Group gap={6} role="radiogroup" aria-label={say.ways}>
        {ways.map((way, place) => (
          <Chip key={`${way.channel ?? ''} ${way.to?.value ?? ''} ${way.from}`} value={String(place)} size="xs" disabled={isBusy} classNames={{ root: styles['way'] ?? '', label: `${styles['way']} ${styles['wayName']}` }}>
            {names[place]}{way.to !== null && isTwice(names, place) ? ` ${way.to.value}` : ''}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

function choose(way: Way | undefined, onChoose: (way: Way) => void): void {
  if (way) onChoose(way);
}

function isTwice(names: string[], place: number): boolean {
  return names.some((name, other) => other !== place && name === names[place]);
}

function nameOf({ way, channel, to, from }: Way, say: (typeof words)['es']): string {
  if (way === 'page') return say.wayNames.page;
  if (to === null) return say.wayNames.shelf;
  if (channel === 'email') return say.wayNames.mail;
  if (channel === 'slack') return isSlackThread(from) ? say.wayNames.thread : say.wayNames.direct;
  if (from.startsWith('whatsapp:')) return say.wayNames.whatsapp;
  return channel === 'sms' ? say.wayNames.sms : (channel ?? to.value);
}
