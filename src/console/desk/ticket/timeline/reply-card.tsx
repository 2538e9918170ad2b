import { Text } from '@mantine/core';
import { IconCornerUpLeft, IconRobot } from '@tabler/icons-react';
import type { Ticket, TimelineOf } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { channelWord, ticketWords } from '../../lists/ticket-words.ts';
import { DeliveryMark, DeliveryTrouble } from './delivery-state.tsx';
import { FileList } from './file-list.tsx';
import { ItemHead } from './item-head.tsx';
import { PlainText } from './plain-text.tsx';
import { RichText } from './rich-text.tsx';
import styles from './timeline.module.css';
import { timelineWords } from './words.ts';

/** What the desk answered, and whether it arrived. */
export function ReplyCard({ item, ticket, onGone }: { item: TimelineOf<'reply'>; ticket: Ticket; onGone: () => void }) {
  const say = useWords(timelineWords);
  const sayTicket = useWords(ticketWords);
  const copies = item.cc.map(({ name, address }) => (name === null ? address : `${name} <${address}>`)).join(', ');
  const Icon = item.agent ? IconCornerUpLeft : IconRobot;
  return (
    <article className={`${styles['card']} ${styles['reply']}`} aria-label={say.reply}>
      <ItemHead icon={<Icon size={16} aria-hidden />} who={item.agent?.name ?? say.deskName} at={item.at}>
        {item.way !== null && item.way.channel !== ticket.channel && (
          <Text component="span" size="xs" c="dimmed">{say.wentBy(channelWord(sayTicket, item.way.channel), item.way.channel === 'slack' ? null : item.way.to)}</Text>
        )}
        <DeliveryMark delivery={item.delivery} />
      </ItemHead>
      {copies !== '' && <p className={styles['copies']}>{say.delivery.copyTo}: {copies}</p>}
      {item.html === null ? <PlainText text={item.text} /> : <RichText html={item.html} />}
      <FileList files={item.attachments} onGone={onGone} />
      <DeliveryTrouble item={item} ticket={ticket} />
    </article>
  );
}
