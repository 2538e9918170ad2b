import { IconDoorOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { ClosedChannel } from '../../../api/contract.ts';
import { request } from '../../shared/request.ts';
import { momentText } from '../../shared/times.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { channelWord, ticketWords } from '../lists/ticket-words.ts';
import { useSession } from '../session.tsx';
import styles from './closed-channels.module.css';

const es = {
  closed: 'Canales cerrados:', one: (channel: string, since: string, by: string) => `${channel} (${by}, ${since})`, see: 'Ver canales',
};
const en: typeof es = {
  closed: 'Closed channels:', one: (channel, since, by) => `${channel} (${by}, ${since})`, see: 'See channels',
};
const words = { es, en };

/** Tells leads and admins, on every page, which channels are closed: nobody should forget one. */
export function ClosedChannels() {
  const { me } = useSession();
  return me.role === 'agent' ? null : <Bar />;
}

function Bar() {
  const say = useWords(words);
  const ofTickets = useWords(ticketWords);
  const { locale } = useLanguage();
  const { data: closed = [] } = useQuery({
    queryKey: ['channels', 'closed'], refetchInterval: 20_000,
    queryFn: async () => (await request<{ closed: ClosedChannel[] }>('GET', '/api/channels/closed')).closed,
  });
  return (
    <div role="status" aria-live="polite">
      {closed.length > 0 && (
        <div className={styles['bar']}>
          <IconDoorOff size={16} aria-hidden className={styles['icon'] ?? ''} />
          <span><b>{say.closed}</b> {closed.map(({ channel, since, by }) => say.one(channelWord(ofTickets, channel), momentText(since, locale), by.name)).join(', ')} · <Link href="/admin/channels" className={styles['link'] ?? ''}>{say.see}</Link></span>
        </div>
      )}
    </div>
  );
}
