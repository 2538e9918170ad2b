import { Alert, Badge, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { ChannelView } from '../../../../api/contract.ts';
import { request } from '../../../shared/request.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { ChannelIcon } from '../../lists/parts/index.ts';
import styles from '../admin.module.css';
import { Read } from '../parts/fault.tsx';
import { ChannelSwitch, ClosedNote } from './channel-switch.tsx';
import { words } from './words.ts';

/** Every way people reach the desk: on or off and why, and what came and went lately. */
export default function ChannelsTab() {
  const say = useWords(words).channels;
  const channels = useQuery({ queryKey: ['channels'], refetchInterval: 10_000, queryFn: async () => (await request<{ channels: ChannelView[] }>('GET', '/api/channels')).channels });
  return (
    <Stack gap="md">
      <Title order={1} size="h3">{say.title}</Title>
      <Text size="sm" c="dimmed">{say.hint}</Text>
      <Read from={channels}>{(all) => <div className={styles['cards']}>{all.map((channel) => <Card key={channel.name} channel={channel} />)}</div>}</Read>
    </Stack>
  );
}

function Card({ channel }: { channel: ChannelView }) {
  const say = useWords(words).channels;
  const { locale } = useLanguage();
  const moment = (at: string | null, otherwise: string) => (at === null ? otherwise : momentText(at, locale));
  const names = channel.needs.join(', ');
  const isAnswered = channel.sends || channel.sendNeeds.length > 0;
  return (
    <section className={styles['card']} aria-label={channel.name}>
      <Group justify="space-between" mb={6}>
        <Title order={2} size="h5"><ChannelIcon channel={channel.name} named size={18} /></Title>
        <Group gap="xs">
          <State channel={channel} />
          <ChannelSwitch channel={channel} />
        </Group>
      </Group>
      <ClosedNote channel={channel} />
      {!channel.on && <Alert color="gray" p="xs" mb={6}>{names === '' ? say.offInFile : channel.name === 'email' ? say.needsOne(names) : say.needsAll(names)}</Alert>}
      {channel.on && !channel.sends && channel.sendNeeds.length > 0 && <Alert color="orange" p="xs" mb={6}>{say.sendNeeds(channel.sendNeeds.join(', '))}</Alert>}
      {channel.on && channel.trouble !== null && <Alert color="red" p="xs" mb={6}>{say.trouble(channel.trouble)}</Alert>}
      <dl className={styles['facts']}>
        <dt>{say.lastContact}</dt><dd>{moment(channel.lastContactAt, say.none)}</dd>
        <dt>{say.today}</dt><dd>{channel.contactsToday}</dd>
        {isAnswered && (
          <>
            <dt>{say.lastSent}</dt><dd>{moment(channel.lastSentAt, say.none)}</dd>
            <dt>{say.failed}</dt><dd>{channel.failedToday}{channel.failedToday > 0 && <> <Link href="/undelivered" className={styles['link'] ?? ''}>{say.seeFailed}</Link></>}</dd>
            <dt>{say.waiting}</dt><dd>{channel.waiting}</dd>
          </>
        )}
        {channel.reconciles && <><dt>{say.reconciled}</dt><dd>{moment(channel.lastReconciledAt, say.never)}</dd></>}
        {channel.addresses.length > 0 && <><dt>{say.addresses}</dt><dd>{channel.addresses.join(', ')}</dd></>}
        {channel.webhooks.length > 0 && <><dt>{say.webhooks}</dt><dd>{channel.webhooks.map((url) => <Code key={url} block p={2} className={styles['address'] ?? ''}>{url}</Code>)}</dd></>}
        {channel.listensOn !== null && <><dt>{say.listens}</dt><dd><Code>{channel.listensOn}</Code></dd></>}
      </dl>
      {channel.mailboxes.length > 0 && <Mailboxes mailboxes={channel.mailboxes} isClosed={channel.closed !== null} />}
    </section>
  );
}

function State({ channel: { on, closed } }: { channel: ChannelView }) {
  const say = useWords(words).channels;
  if (!on) return <Badge color="gray" variant="outline">{say.off}</Badge>;
  return closed === null ? <Badge color="green" variant="light">{say.on}</Badge> : <Badge color="orange" variant="light">{say.isClosed}</Badge>;
}

const troubles = ['held-up', 'unreachable', 'login-refused', 'no-folder'];

function Mailboxes({ mailboxes, isClosed }: { mailboxes: ChannelView['mailboxes']; isClosed: boolean }) {
  const say = useWords(words).channels;
  const { locale } = useLanguage();
  return (
    <>
      <Title order={3} size="h6" mt="xs">{say.mailboxes}</Title>
      <ul className={styles['list']}>
        {mailboxes.map((mailbox) => {
          const isTrouble = !isClosed && mailbox.state !== null && troubles.includes(mailbox.state);
          return (
            <li key={mailbox.key} className={styles['item']}>
              <div className={styles['grow']}>
                <b>{mailbox.address}</b> <Badge size="xs" color={isClosed ? 'orange' : isTrouble ? 'red' : 'green'} variant="outline">{isClosed ? say.isClosed : isTrouble ? say.unreadable : mailbox.state === null ? say.unknownState : say.readable}</Badge>
                <small>{mailbox.host} / {mailbox.folder} · {isClosed ? say.waitsInMailbox : mailbox.state === null ? say.unknownState : (say.states[mailbox.state] ?? mailbox.state)} · {mailbox.held ? say.held : say.notHeld}</small>
                <small>{mailbox.readAt === null ? say.neverRead : say.lastRead(momentText(mailbox.readAt, locale))}</small>
                {isTrouble && mailbox.detail !== null && <Code block className={styles['address'] ?? ''}>{mailbox.detail}</Code>}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
