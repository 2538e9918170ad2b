import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconChecks, IconClock, IconHourglass, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import type { Ticket, TimelineOf } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { useAction } from '../use-action.ts';
import styles from './timeline.module.css';
import { timelineWords } from './words.ts';

type Reply = TimelineOf<'reply'>;

const icons = {
  queued: IconClock, held: IconHourglass, parked: IconHourglass, sending: IconClock, sent: IconCheck, delivered: IconChecks,
  shelved: IconWorld, failed: IconAlertCircle, unknown: IconAlertCircle,
};

/** How far a reply has come, in an icon and a word. */
export function DeliveryMark({ delivery }: { delivery: Reply['delivery'] }) {
  const say = useWords(timelineWords).delivery;
  const Icon = isStatus(delivery.status) ? icons[delivery.status] : IconClock;
  const bad = delivery.status === 'failed' || delivery.status === 'unknown';
  const facts = [
    say.status[delivery.status] ?? delivery.status,
    delivery.parts && delivery.parts.length > 1 ? say.parts(delivery.parts.length) : '',
    delivery.segments !== null && delivery.segments > 1 ? say.segments(delivery.segments) : '',
    delivery.attempts > 1 ? say.attempts(delivery.attempts) : '',
  ];
  return (
    <span className={`${styles['delivery']} ${bad ? styles['deliveryBad'] : ''}`}>
      <Icon size={14} aria-hidden /> {facts.filter((fact) => fact !== '').join(' · ')}
    </span>
  );
}

/** What went wrong with a reply, in words, and what can be done about it. */
export function DeliveryTrouble({ item, ticket }: { item: Reply; ticket: Ticket }) {
  const say = useWords(timelineWords).delivery;
  const { act, isBusy, fault } = useAction(ticket);
  const [mayDouble, setMayDouble] = useState(false);
  const { status, error, parts } = item.delivery;
  const canRetry = (status === 'failed' || status === 'unknown' || status === 'parked') && ticket.status !== 'closed' && ticket.status !== 'cancelled';
  const why = status === 'unknown' ? say.unknownWhy : status === 'parked' ? say.parkedWhy : status === 'held' ? say.heldWhy : null;
  const broken = parts?.filter((part) => part.error !== null) ?? [];
  if (!canRetry && error === null && why === null) return null;
  const isUnsure = status === 'unknown' || mayDouble;
  const retry = () => void act(`replies/${item.id}/retry`, { body: { evenIfSent: isUnsure } }).then((done) => setMayDouble(done.kind === 'refused' && done.code === 'fate_unknown'));
  return (
    <Alert color={status === 'failed' || status === 'unknown' ? 'red' : 'gray'} p="xs" className={styles['trouble']}>
      {why !== null && <Text size="sm">{why}</Text>}
      {broken.length > 0 && parts
        ? broken.map((part) => <Text key={part.part} size="sm">{say.part(part.part, parts.length)}: {part.error}</Text>)
        : error !== null && <Text size="sm">{error}</Text>}
      {fault !== null && <Text size="sm" role="alert">{fault}</Text>}
      {canRetry && (
        <Group mt={4}>
          <Button size="compact-sm" variant="default" loading={isBusy} onClick={retry}>
            {status === 'parked' ? say.release : isUnsure ? say.retryDespite : say.retry}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

function isStatus(status: string): status is keyof typeof icons {
  return Object.hasOwn(icons, status);
}
