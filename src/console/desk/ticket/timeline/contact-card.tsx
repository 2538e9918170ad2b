import { Checkbox } from '@mantine/core';
import type { TimelineOf } from '../../../../api/contract.ts';
import { momentText } from '../../../shared/times.ts';
import { useLanguage, useWords } from '../../../shared/words.tsx';
import { ChannelIcon } from '../../lists/parts/index.ts';
import { channelWord, ticketWords } from '../../lists/ticket-words.ts';
import { FileList } from './file-list.tsx';
import { ItemHead } from './item-head.tsx';
import { MailBody } from './mail-parts.tsx';
import { PlainText } from './plain-text.tsx';
import styles from './timeline.module.css';
import { timelineWords } from './words.ts';

export interface Picking {
  picked: ReadonlySet<string>;
  toggle: (contactId: string) => void;
}

interface ContactCardProps {
  item: TimelineOf<'contact'>;
  /** The subject of the ticket, which is not said again. */
  subject: string;
  /** Set while contacts are chosen to be split off. */
  picking: Picking | null;
  onGone: () => void;
}

/** One thing that the customer said, by whichever way it came. */
export function ContactCard({ item, subject, picking, onGone }: ContactCardProps) {
  const say = useWords(timelineWords);
  const desk = useWords(ticketWords);
  const outcome = item.channel === 'voice' || item.outcome !== 'received' ? say.callOutcome[item.outcome] : undefined;
  const isSilentCall = item.channel === 'voice' && item.text.trim() === '';
  return (
    <article className={`${styles['card']} ${styles['contact']}`} aria-label={`${channelWord(desk, item.channel)}: ${item.from}`}>
      <ItemHead icon={<ChannelIcon channel={item.channel} />} who={item.from === '' ? say.customerName : item.channel === 'web' && item.from === 'status page' ? say.statusPage : item.from} at={item.at}>
        <span className={styles['kind']}>{[channelWord(desk, item.channel), outcome].filter(Boolean).join(' · ')}</span>
      </ItemHead>
      {picking && (
        <Checkbox size="sm" label={say.pick} checked={picking.picked.has(item.id)} onChange={() => picking.toggle(item.id)} />
      )}
      {item.subject !== null && item.subject !== subject && <strong className={styles['subject']}>{item.subject}</strong>}
      {item.mail
        ? <MailBody from={item.from} text={item.text} mail={item.mail} />
        : !isSilentCall && (item.text.trim() !== '' || item.attachments.length === 0) && <PlainText text={item.text} />}
      {item.amended && <Amended amended={item.amended} />}
      <FileList files={item.attachments} onGone={onGone} />
    </article>
  );
}

/** What became of it after it was sent; its first words stay above. */
function Amended({ amended: { how, at, text = '' } }: { amended: NonNullable<TimelineOf<'contact'>['amended']> }) {
  const say = useWords(timelineWords);
  const { locale } = useLanguage();
  const when = momentText(at, locale);
  return (
    <>
      <p className={styles['kind']}>{how === 'deleted' ? say.deleted(when) : say.edited(when)}</p>
      {how === 'edited' && <PlainText text={text} />}
    </>
  );
}
