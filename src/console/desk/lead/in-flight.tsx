import { Button, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { Wall } from '../../../api/contract.ts';
import { clockText } from '../../shared/times.ts';
import { useClock } from '../../shared/use-clock.ts';
import { useWords } from '../../shared/words.tsx';
import { ChannelIcon, PriorityBadge } from '../lists/parts/index.ts';
import styles from './lead.module.css';
import { words } from './words.ts';

/** Callers, and who is to be called back now, whom no agent has yet; the next one first. */
export function Callers({ callers, onReassign }: { callers: Wall['callers']; onReassign: (number: string) => void }) {
  const say = useWords(words);
  const now = useClock();
  return (
    <section aria-labelledby="wall-callers">
      <Title order={2} size="h5" id="wall-callers" mb={6}>{say.callers.title} ({callers.length})</Title>
      {callers.length === 0 && <Text size="sm" c="dimmed">{say.callers.none}</Text>}
      <ol className={styles['rows']}>
        {callers.map((caller) => (
          <li key={caller.ticket}>
            <PriorityBadge priority={caller.priority} />
            <span className={styles['grow']}>
              <Link href={`~/tickets/${caller.ticket}`} className={styles['link'] ?? ''}>{caller.ticket}</Link> {caller.customer ?? say.callers.hidden}
              <small>{[caller.onLine ? say.callers.onLine : say.callers.callback, caller.team?.name, caller.offeredTo === null ? null : say.callers.offered(caller.offeredTo)].filter(Boolean).join(' · ')}</small>
            </span>
            <b className={styles['clock']} aria-label={say.callers.waits(clockText(now - Date.parse(caller.since)))}>{clockText(now - Date.parse(caller.since))}</b>
            <AssignButton number={caller.ticket} onReassign={onReassign} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Offers that wait for an answer, the one that ends first on top. */
export function OffersInFlight({ offers, onReassign }: { offers: Wall['offers']; onReassign: (number: string) => void }) {
  const say = useWords(words);
  const now = useClock();
  return (
    <section aria-labelledby="wall-offers">
      <Title order={2} size="h5" id="wall-offers" mb={6}>{say.offers.title} ({offers.length})</Title>
      {offers.length === 0 && <Text size="sm" c="dimmed">{say.offers.none}</Text>}
      <ul className={styles['rows']}>
        {offers.map((offer) => {
          const left = Date.parse(offer.expiresAt) - now;
          return (
            <li key={offer.id}>
              <PriorityBadge priority={offer.priority} />
              <ChannelIcon channel={offer.channel} />
              <span className={styles['grow']}>
                <Link href={`~/tickets/${offer.ticket}`} className={styles['link'] ?? ''}>{offer.ticket}</Link> {offer.subject}
                <small>{say.offers.to} {offer.agent.name}{offer.team ? ` · ${offer.team.name}` : ''}</small>
              </span>
              <b className={styles['clock']} role="timer" aria-label={left > 0 ? say.offers.left(clockText(left)) : say.offers.over}>{left > 0 ? clockText(left + 999) : say.offers.over}</b>
              <AssignButton number={offer.ticket} onReassign={onReassign} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function AssignButton({ number, onReassign }: { number: string; onReassign: (number: string) => void }) {
  const say = useWords(words).reassign;
  return <Button size="compact-xs" variant="default" aria-label={say.label(number)} onClick={() => onReassign(number)}>{say.button}</Button>;
}
