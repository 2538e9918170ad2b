import type { InboundAlarm } from '../../core/index.ts';
import type { MonitoringMail } from '../../desk/definition/index.ts';
import { isFrom, type ReadLetter, type TakeMailAs } from '../mail/mail-rules.ts';
import type { AcceptAlarms } from './accept-alarms.ts';

/** A mail as far as it may tell of an alarm. */
export interface MailOfMachine {
  /** Whose mail is taken for alarms: the address or domain of the rule. */
  from: string;
  subject: string;
  text: string;
  messageId: string;
  sentAt: Date | null;
  receivedAt: Date;
}

/**
 * Takes the mails by which machines tell of alarms for these: by the first rule whose sender it is from, as far as the desk
 * can tell, and whose form its subject has. Every other mail is a letter.
 */
export function createTakeAlarmMail(parts: {
  rules: readonly MonitoringMail[];
  read: (form: MonitoringMail['subject'], mail: MailOfMachine) => InboundAlarm | null;
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

function mailOf(from: string, { mail: { subject, text, receivedAt }, letter: { messageId, sentAt } }: ReadLetter): MailOfMachine {
  return { from, subject, text, messageId, sentAt, receivedAt };
}
