import { VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent, useRef, useState, type Ref } from 'react';
import { useLocation } from 'wouter';
import type { OfferView } from '../../../realtime/index.ts';
import { serverNow } from '../../shared/times.ts';
import { useWords } from '../../shared/words.tsx';
import { channelWord, ticketWords } from '../lists/ticket-words.ts';
import type { OfferEnd } from '../live/live.ts';
import { useLive, useLiveState } from '../live/use-live.tsx';
import { focusPage } from '../shell/focus-page.ts';
import { noteAcceptedCall } from './accepted-calls.ts';
import { showNotice } from './desktop-notice.ts';
import { OfferCard, whoOf } from './offer-card.tsx';
import { useTopic } from './use-topic.ts';
import styles from './offers.module.css';
import { ring } from './sound.ts';
import { words } from './words.ts';

const mostShown = 3;
const ringAgainMilliseconds = 5_000;

/** Every open offer of this person, on every page; the first one, or the one that was opened, has the keys. The page makes room for `regionRef`. */
export function Offers({ regionRef }: { regionRef: Ref<HTMLElement> }) {
  const say = useWords(words);
  const { offers } = useLiveState();
  const { accept, decline, busy } = useAnswers();
  useEnds();
  // Stays with one offer until that ends: what A means never changes under the finger.
  const [opened, setOpened] = useState<string | null>(null);
  const byEnd = offers.toSorted((one, other) => one.expiresAt.localeCompare(other.expiresAt));
  const first = byEnd[0]?.offerId ?? null;
  if (!byEnd.some(({ offerId }) => offerId === opened) && opened !== first) setOpened(first);
  const inOrder = byEnd.toSorted((one, other) => Number(other.offerId === opened) - Number(one.offerId === opened));
  return (
    <section ref={regionRef} className={styles['region']} aria-label={say.region}>
      <Herald offers={inOrder} />
      {inOrder.slice(0, mostShown).map((offer, index) => (
        <OfferCard
          key={offer.offerId} offer={offer} isActive={index === 0} isBusy={busy === offer.offerId} open={() => setOpened(offer.offerId)}
          accept={() => void accept(offer)} decline={(reason) => void decline(offer, reason)}
        />
      ))}
      {inOrder.length > mostShown && <p className={styles['more']}>{say.more(inOrder.length - mostShown)}</p>}
    </section>
  );
}

/** Accepting leads to the ticket; whatever the desk refuses is said. */
function useAnswers() {
  const say = useWords(words);
  const live = useLive();
  const [, go] = useLocation();
  const [busy, setBusy] = useState<string | null>(null);
  const refused = (code: string, { offerId, ticket }: OfferView) => {
    // Its end is on its way here, and says how it ended.
    if (code === 'offer_ended' && live.state().offers.some((offer) => offer.offerId === offerId)) return;
    notifications.show({ color: 'red', message: say.faultOf(code, ticket.number) });
  };
  return {
    busy,
    accept: async (offer: OfferView) => {
      setBusy(offer.offerId);
      if (offer.ticket.live || offer.ticket.callback) noteAcceptedCall();
      answered.add(offer.offerId);
      const answer = await live.ask('offer:accept', { offerId: offer.offerId });
      setBusy(null);
      if (!('error' in answer)) {
        focusPage();
        return go(`/tickets/${offer.ticket.number}`);
      }
      answered.delete(offer.offerId);
      refused(answer.error.code, offer);
    },
    decline: async (offer: OfferView, reason: string | null) => {
      setBusy(offer.offerId);
      answered.add(offer.offerId);
      const answer = await live.ask('offer:decline', { offerId: offer.offerId, reason });
      setBusy(null);
      if (!('error' in answer)) return;
      answered.delete(offer.offerId);
      refused(answer.error.code, offer);
    },
  };
}

/** Offers that this tab answered itself: their end is no news here. */
const answered = new Set<string>();

/** Says plainly how an offer ended that nobody answered in this tab. */
function useEnds() {
  const say = useWords(words).ended;
  const live = useLive();
  const tell = useEffectEvent(({ offer, reason }: OfferEnd) => {
    if (answered.delete(offer.offerId)) return;
    const { number } = offer.ticket;
    const told = reason in say ? say[reason as keyof typeof say](number) : say.other(number);
    notifications.show({ message: told, color: reason === 'expired' ? 'orange' : 'gray' });
  });
  useEffect(() => live.onOfferEnd((end) => tell(end)), [live]);
}

/** Makes new offers heard: to screen readers at once, by sound, and on the desktop where nobody looks. */
function Herald({ offers }: { offers: OfferView[] }) {
  const say = useWords(words);
  const channels = useWords(ticketWords);
  const topicOf = useTopic();
  const [told, setTold] = useState('');
  const notices = useRef(new Map<string, () => void>());
  const describe = (offer: OfferView) => {
    const { ticket } = offer;
    const about = [ticket.priority, topicOf(ticket).at(0) ?? say.noEntry, offer.preview].filter(Boolean).join(', ');
    return { who: whoOf(offer, say.somebody), channel: channelWord(channels, ticket.channel), about };
  };
  const announce = useEffectEvent((now: OfferView[]) => {
    for (const [id, takeAway] of notices.current) {
      if (now.some(({ offerId }) => offerId === id)) continue;
      takeAway();
      notices.current.delete(id);
    }
    const fresh = now.filter(({ offerId }) => !notices.current.has(offerId));
    for (const offer of fresh) {
      const { who, channel, about } = describe(offer);
      notices.current.set(offer.offerId, showNotice({ key: offer.offerId, title: `${channel}: ${who}`, body: about }));
    }
    const first = fresh[0];
    if (!first) return;
    ring(first.ticket.live);
    const { who, channel, about } = describe(first);
    setTold(say.announce(who, channel, about, Math.max(0, Math.round((new Date(first.expiresAt).getTime() - serverNow()) / 1000))));
  });
  useEffect(() => announce(offers), [offers]);
  const hasCall = offers.some(({ ticket }) => ticket.live);
  const hasAny = offers.length > 0;
  useEffect(() => {
    if (!hasAny) return undefined;
    const ringing = setInterval(() => ring(hasCall), ringAgainMilliseconds);
    return () => clearInterval(ringing);
  }, [hasAny, hasCall]);
  return <VisuallyHidden aria-live="assertive" role="alert">{hasAny ? told : ''}</VisuallyHidden>;
}
