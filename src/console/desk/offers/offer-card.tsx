import { Badge, Button, Kbd, Text } from '@mantine/core';
import { useState } from 'react';
import type { OfferView } from '../../../realtime/index.ts';
import { customerText } from '../../shared/address-text.ts';
import { clockText } from '../../shared/times.ts';
import { useClock } from '../../shared/use-clock.ts';
import { useWords } from '../../shared/words.tsx';
import { ChannelIcon, PriorityBadge } from '../lists/parts/index.ts';
import { useKeys } from '../shell/keys.tsx';
import { CountdownRing } from './countdown-ring.tsx';
import { DeclineReasons } from './decline-reasons.tsx';
import styles from './offers.module.css';
import { useTopic } from './use-topic.ts';
import { words } from './words.ts';

interface OfferCardProps {
  offer: OfferView;
  /** Shown with everything; the keys are its own. */
  isActive: boolean;
  isBusy: boolean;
  /** Of a card that is not active: makes it so. */
  open: () => void;
  accept: () => void;
  decline: (reason: string | null) => void;
}

/** Whom an offer is about, in the fewest words that name them; of a machine's alarm, what it says. */
export function whoOf({ ticket }: OfferView, somebody: string): string {
  return customerText(ticket.customer) ?? (ticket.kind === 'alarm' && ticket.subject !== '' ? ticket.subject : somebody);
}

/** One offer: who, how, what about, how urgent, how long they wait and what they said; with what can be done about it. */
export function OfferCard({ offer, isActive, open, ...answers }: OfferCardProps) {
  const say = useWords(words);
  const { ticket } = offer;
  const isCall = isCallOffer(offer);
  const who = whoOf(offer, say.somebody);
  const topicOf = useTopic();
  return (
    <article className={styles['card']} data-active={isActive || undefined} data-call={isCall || undefined} aria-label={`${isCall ? say.call : say.offered}: ${ticket.number}`}>
      <header className={styles['head']}>
        <span className={styles['channel']}><ChannelIcon channel={ticket.channel} size={20} /></span>
        <div className={styles['who']}>
          {isActive ? <Text fw={650} truncate>{who}</Text> : <button type="button" className={styles['open']} onClick={open}>{who}</button>}
          <Text size="xs" c="dimmed" truncate>{[ticket.number, ...(ticket.entry ? [] : [say.noEntry]), ...topicOf(ticket)].join(' · ')}</Text>
        </div>
        <CountdownRing from={offer.offeredAt} until={offer.expiresAt} label={say.left} />
      </header>
      {isActive && <OfferBody offer={offer} {...answers} />}
    </article>
  );
}

function OfferBody({ offer, isBusy, accept, decline }: Pick<OfferCardProps, 'offer' | 'isBusy' | 'accept' | 'decline'>) {
  const say = useWords(words);
  const [isDeclining, setDeclining] = useState(false);
  const { ticket } = offer;
  const isOn = !isBusy && !isDeclining;
  useKeys([
    { key: 'a', words: say.keyAccept, group: say.keyGroup, does: accept, isOn },
    { key: 'd', words: say.keyDecline, group: say.keyGroup, does: () => setDeclining(true), isOn },
  ]);
  return (
    <>
      <p className={styles['preview']} data-none={offer.preview === null || undefined}>
        {offer.preview ?? (isCallOffer(offer) ? say.noWordsCall : ticket.subject || say.noWords)}
      </p>
      <div className={styles['facts']}>
        <PriorityBadge priority={ticket.priority} named />
        {ticket.tier !== null && <Badge variant="default" size="sm" radius="sm" tt="none">{say.tier(ticket.tier)}</Badge>}
        {ticket.customer?.plan && <Badge variant="light" size="sm" radius="sm" tt="none">{ticket.customer.plan}</Badge>}
        <Waiting since={offer.waitingSince} />
      </div>
      {isDeclining
        ? <DeclineReasons isBusy={isBusy} decline={decline} back={() => setDeclining(false)} />
        : (
          <div className={styles['buttons']}>
            <Button onClick={accept} loading={isBusy} rightSection={<Kbd size="xs" aria-hidden>A</Kbd>} aria-keyshortcuts="a">{say.accept}</Button>
            <Button variant="default" onClick={() => setDeclining(true)} disabled={isBusy} rightSection={<Kbd size="xs" aria-hidden>D</Kbd>} aria-keyshortcuts="d">{say.decline}</Button>
          </div>
        )}
    </>
  );
}

function isCallOffer({ ticket }: OfferView): boolean {
  return ticket.live && ticket.channel === 'voice';
}

function Waiting({ since }: { since: string }) {
  const say = useWords(words);
  return <Text size="xs" c="dimmed" ml="auto">{say.waiting(clockText(useClock() - new Date(since).getTime()))}</Text>;
}
