import type { AlarmMail, InboundAlarm } from '../../core/index.ts';
import type { MonitoringMail } from '../../desk/definition/index.ts';
import { isFrom, type ReadLetter, type TakeMailAs } from '../mail/mail-rules.ts';
import type { AcceptAlarms } from './accept-alarms.ts';

/**
 * Takes the mails by which machines tell of alarms for these: by the first rule whose sender it is proven to be from, or as the rule
 * says at least not shown to be forged, and whose form its subject has. Every other mail is a letter.
 */
export function createTakeAlarmMail(parts: {
  rules: readonly MonitoringMail[];
  read: (form: MonitoringMail['subject'], mail: AlarmMail) => InboundAlarm | null;
  accept: AcceptAlarms;
  isClosed: () => boolean;
}): TakeMailAs {
  return async (given) => {
    for (const { from, subject, believe } of parts.rules) {
      const isBelieved = isFrom(given, from) && (believe === 'unless-forged' || given.letter.authentication.dmarc === 'pass');
      const alarm = isBelieved ? parts.read(subject, mailOf(from, given)) : null;
      if (!alarm) continue;
      if (parts.isClosed()) return { kind: 'channel-closed' };
      await parts.accept([alarm]);
      return { kind: 'noted', contactId: null };
    }
    return null;
  };
}

function mailOf(from: string, { mail: { subject, text, receivedAt }, letter: { messageId, sentAt } }: ReadLetter): AlarmMail {
  return { from, subject, text, messageId, sentAt, receivedAt };
}
