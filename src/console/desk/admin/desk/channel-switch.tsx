import { Alert, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChannelView } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { useSession } from '../../session.tsx';
import { channelWord, ticketWords } from '../../lists/ticket-words.ts';
import { Confirm } from '../parts/confirm.tsx';
import { words } from './words.ts';

/** Closes a channel for a time and opens it again; what that means is said before it is done. For admins. */
export function ChannelSwitch({ channel }: { channel: ChannelView }) {
  const say = useWords(words).channels;
  const name = channelWord(useWords(ticketWords), channel.name);
  const [isAsking, setAsking] = useState(false);
  const isAdmin = useSession().me.role === 'admin';
  if (!isAdmin || !channel.on) return null;
  return (
    <>
      <Switch checked={channel.closed === null} onChange={() => setAsking(true)} aria-label={say.switchOf(name)} />
      {isAsking && <TurnDialog channel={channel} name={name} onClose={() => setAsking(false)} />}
    </>
  );
}

function TurnDialog({ channel, name, onClose }: { channel: ChannelView; name: string; onClose: () => void }) {
  const say = useWords(words).channels;
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [opens] = useState(channel.closed !== null);
  const turn = async () => {
    await request('PUT', `/api/channels/${encodeURIComponent(channel.name)}/switch`, { body: { open: opens, reason } });
    await queries.invalidateQueries({ queryKey: ['channels'] });
    notifications.show({ message: opens ? say.opened(name) : say.closed(name) });
    onClose();
  };
  return (
    <Confirm title={opens ? say.open(name) : say.close(name)} confirm={opens ? say.openNow : say.closeNow} {...(opens ? {} : { color: 'red' })} does={turn} onClose={onClose}>
      <Text size="sm">{opens ? say.opens[channel.whenClosed] : say.closes[channel.whenClosed]}</Text>
      {!opens && <Text size="sm">{say.nothingLost}</Text>}
      <TextInput label={say.reason} description={say.reasonHint} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </Confirm>
  );
}

/** Who closed it, since when, why, and what people meet meanwhile. */
export function ClosedNote({ channel }: { channel: ChannelView }) {
  const say = useWords(words).channels;
  const { locale } = useLanguage();
  if (channel.closed === null || !channel.on) return null;
  const { since, by, reason } = channel.closed;
  return (
    <Alert color="orange" p="xs" mb={6} title={say.closedBy(by.name, momentText(since, locale))}>
      {reason !== null && <Text size="sm" fs="italic" c="var(--mantine-color-text)">{reason}</Text>}
      <Text size="sm" c="var(--mantine-color-text)">{say.closes[channel.whenClosed]}</Text>
    </Alert>
  );
}
