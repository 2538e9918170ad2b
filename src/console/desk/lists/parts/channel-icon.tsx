import {
  IconActivity, IconBrandSlack, IconDeviceMobileMessage, IconForms, IconMail, IconMessageCircle, IconMessages, IconPhone, IconPrinter,
} from '@tabler/icons-react';
import { useWords } from '../../../shared/words.tsx';
import { channelWord, isChannel, ticketWords } from '../ticket-words.ts';
import styles from './badge.module.css';

const icons = {
  voice: IconPhone, sms: IconDeviceMobileMessage, email: IconMail, chat: IconMessageCircle, web: IconForms,
  slack: IconBrandSlack, fax: IconPrinter, monitoring: IconActivity,
};

/** The way a contact came, as an icon; `named` writes its word beside it. */
export function ChannelIcon({ channel, named = false, size = 16 }: { channel: string; named?: boolean; size?: number }) {
  const word = channelWord(useWords(ticketWords), channel);
  const Icon = isChannel(channel) ? icons[channel] : IconMessages;
  return (
    <span className={styles['channel']} {...(named ? {} : { role: 'img', 'aria-label': word, title: word })}>
      <Icon size={size} stroke={1.7} aria-hidden />
      {named && word}
    </span>
  );
}
