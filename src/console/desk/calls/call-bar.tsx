import { Button, Text } from '@mantine/core';
import {
  IconArrowForwardUp, IconMicrophone, IconMicrophoneOff, IconNote, IconPhone, IconPhoneOff, IconPlayerPause, IconPlayerPlay, IconUsers,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { TicketSummary } from '../../../api/contract.ts';
import { customerText } from '../../shared/address-text.ts';
import { clockText } from '../../shared/times.ts';
import { useClock } from '../../shared/use-clock.ts';
import { useWords } from '../../shared/words.tsx';
import { useKeys, type KeyUse } from '../shell/keys.tsx';
import styles from './calls.module.css';
import type { HandOver } from './hand-over-dialog.tsx';
import { useSoftphone } from './softphone-line.ts';
import { useCallAction } from './use-call-action.ts';
import { words } from './words.ts';

type Call = NonNullable<TicketSummary['call']>;
/** What is asked in a dialog before it is done. */
export type CallDialog = HandOver | 'note';

interface BarAction {
  name: string;
  /** The second key, after `l` for the line. */
  key: string;
  icon: ReactNode;
  does: () => void;
  tone?: 'red' | 'desk';
  isBusy?: boolean;
}

/** The caller whom this person talks to, on every page: how the call is, for how long, and everything that can be done with it. */
export function CallBar({ ticket, call, openDialog }: { ticket: TicketSummary; call: Call; openDialog: (what: CallDialog) => void }) {
  const say = useWords(words);
  const { number } = ticket;
  const actions = useActions({ number, call, openDialog });
  useKeys(actions.map(({ name, key, does }): KeyUse => ({ key: `l ${key}`, words: name, group: say.keyGroup, does })));
  const others = call.legs.filter(({ role }) => role === 'consult' || role === 'supervisor');
  return (
    <section className={styles['bar']} data-state={call.state} aria-label={say.bar(number)}>
      <IconPhone size={18} aria-hidden />
      <div className={styles['who']}>
        <Link href={`/tickets/${number}`} className={styles['ticket'] ?? ''}>{number}</Link>
        <Text span size="sm" fw={600} truncate>{customerText(ticket.customer) ?? ticket.subject}</Text>
      </div>
      <span className={styles['state']} role="status">{say.state[call.state]}</span>
      <CallTimer since={call.since} />
      {others.map(({ id, who, state }) => <span key={id} className={styles['leg']}>{who} · {say.legState[state]}</span>)}
      <div className={styles['actions']}>
        {actions.map(({ name, key, icon, does, tone, isBusy }) => (
          <Button
            key={key} size="compact-sm" variant={tone ? 'filled' : 'default'} color={tone} leftSection={icon} onClick={does} loading={isBusy ?? false}
            title={`l ${key}`} aria-keyshortcuts={`l ${key}`} className={styles['action'] ?? ''} data-last={tone === 'red' || undefined}
          >
            {name}
          </Button>
        ))}
      </div>
    </section>
  );
}

/** What the state of the call allows, in the order of use. */
function useActions({ number, call, openDialog }: { number: string; call: Call; openDialog: (what: CallDialog) => void }): BarAction[] {
  const say = useWords(words);
  const { act, busy } = useCallAction();
  const softphone = useSoftphone();
  const isTalking = call.state === 'talking' || call.state === 'held' || call.state === 'consulting';
  const isThirdThere = call.legs.some(({ role, state }) => role === 'consult' && state === 'joined');
  const all: (BarAction | false)[] = [
    softphone.isTalking && {
      name: softphone.isMuted ? say.unmute : say.mute, key: 'm', does: softphone.toggleMute,
      icon: softphone.isMuted ? <IconMicrophoneOff size={16} aria-hidden /> : <IconMicrophone size={16} aria-hidden />,
    },
    call.state === 'talking' && { name: say.hold, key: 'h', icon: <IconPlayerPause size={16} aria-hidden />, does: () => void act('call:hold', { number }), isBusy: busy === 'call:hold' },
    call.state === 'held' && { name: say.unhold, key: 'h', icon: <IconPlayerPlay size={16} aria-hidden />, does: () => void act('call:unhold', { number }), isBusy: busy === 'call:unhold' },
    call.state === 'consulting' && isThirdThere && {
      name: say.complete, key: 't', icon: <IconArrowForwardUp size={16} aria-hidden />, does: () => void act('call:consult-complete', { number }), isBusy: busy === 'call:consult-complete', tone: 'desk',
    },
    call.state === 'consulting' && { name: say.cancelConsult, key: 'c', icon: <IconPlayerPlay size={16} aria-hidden />, does: () => void act('call:consult-cancel', { number }), isBusy: busy === 'call:consult-cancel' },
    (call.state === 'talking' || call.state === 'held') && { name: say.consult, key: 'c', icon: <IconUsers size={16} aria-hidden />, does: () => openDialog('consult') },
    (call.state === 'talking' || call.state === 'held') && { name: say.transfer, key: 't', icon: <IconArrowForwardUp size={16} aria-hidden />, does: () => openDialog('transfer') },
    { name: say.note, key: 'n', icon: <IconNote size={16} aria-hidden />, does: () => openDialog('note') },
    isTalking && { name: say.hangUp, key: 'x', icon: <IconPhoneOff size={16} aria-hidden />, does: () => void act('call:hang-up', { number }), isBusy: busy === 'call:hang-up', tone: 'red' },
  ];
  return all.filter((action) => action !== false);
}

export function CallTimer({ since }: { since: string }) {
  return <time className={styles['timer']} dateTime={since}>{clockText(useClock() - new Date(since).getTime())}</time>;
}
