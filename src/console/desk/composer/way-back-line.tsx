import { Alert, Anchor, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowForwardUp } from '@tabler/icons-react';
import type { Way } from '../../../api/contract.ts';
import { useWords } from '../../shared/words.tsx';
import { isSlackThread } from './ways.ts';
import { words } from './words.ts';

/** Says where an answer goes before it is written; what keeps it from arriving is told as a warning. */
export function WayBackLine({ way, isAlarm, isLost, onAgain }: { way: Way | undefined; isAlarm: boolean; isLost: boolean; onAgain: () => void }) {
  const say = useWords(words);
  if (!way) {
    return (
      <Text size="xs" c="dimmed">
        {isLost ? say.notLooked : say.looking} {isLost && <Anchor component="button" type="button" size="xs" onClick={onAgain}>{say.again}</Anchor>}
      </Text>
    );
  }
  const warning = isAlarm && way.way === 'none' ? say.noMachine : warningOf(way, say);
  return (
    <>
      {warning !== null && <Alert color="orange" variant="light" p="xs" icon={<IconAlertTriangle size={16} aria-hidden />} role="status">{warning}</Alert>}
      {(way.way === 'sent' || way.way === 'held' || way.way === 'page' || way.way === 'shelf') && (
        <Group gap={6} wrap="nowrap" align="center">
          <IconArrowForwardUp size={14} aria-hidden />
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{placeOf(way, say)}</Text>
        </Group>
      )}
    </>
  );
}

type Say = (typeof words)['es'];

function warningOf({ way, reason, undeliverable, to }: Way, say: Say): string | null {
  if (way === 'refused') return say.refusedBecause(reason);
  if (way === 'none') return say.noWay;
  if (way === 'held') return say.held;
  return undeliverable === null || to === null ? null : say.undeliverable(to.value, undeliverable);
}

function placeOf({ way, to, from, channel }: Way, say: Say): string {
  if (way === 'page') return say.onPage;
  if (way === 'shelf' || to === null) return say.onShelf;
  if (channel === 'email') return say.byMail(to.value, from);
  if (channel === 'slack') return isSlackThread(from) ? say.bySlackThread : say.bySlackDirect;
  if (from.startsWith('whatsapp:')) return say.byWhatsapp(to.value, from.slice('whatsapp:'.length));
  return channel === 'sms' ? say.bySms(to.value, from) : say.byOther(to.value, from);
}
