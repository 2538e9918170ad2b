import type { AlarmMail, InboundAlarm } from '../../core/index.ts';
import type { MonitoringMail } from '../../desk/definition/index.ts';
import { isFrom, type ReadLetter, type TakeMailAs } from '../mail/mail-rules.ts';
import type { AcceptAlarms } from './accept-alarms.ts';

/**
 * Takes the mails by which machines tell of alarms for these: by the first rule whose sender it is from, as far as the desk
 * can tell, and whose form its subject has. Every other mail is a letter.
 */
export function createTakeAlarmMail(parts: {
  rules: readonly MonitoringMail[];
  read: (form: MonitoringMail['subject'], mail: AlarmMail) => InboundAlarm | null;
  accept: AcceptAlarms;
}): TakeMailAs {
  return async (given) => {
    for (const { from, subject } of parts.rules) {
      const alarm = isFrom(given, from) ? parts.read(subject, mailOf(from, given)) : null;
      if (!alarm) continue;
      await parts.accept([alarm]);
      return { kind: 'noted', contactId: null };
    }
    return null;
  };
}

function mailOf(from: string, { mail: { subject, text, receivedAt }, letter: { messageId, sentAt } }: ReadLetter): AlarmMail {
  return { from, subject, text, messageId, sentAt, receivedAt };
}
