import type { ChannelCapabilities, Contact, Letter } from '../../core/index.ts';

/** What became of a mail inside of the desk. */
export type MailAcceptance =
  | { kind: 'opened' | 'appended'; contactId: string; ticketNumber: number }
  | { kind: 'duplicate' }
  /** A report on mail of ours, a copy of it, or from a blocked sender: kept, and no work for anybody. */
  | { kind: 'noted'; contactId: string | null }
  /** It reports on mail that the desk did not send. */
  | { kind: 'bounce-of-nothing' };

/** Takes in one mail in ONE transaction. `even` takes in what would be turned away as a report on nothing of ours: a person asked for it. */
export type AcceptMail = (
  contact: Contact,
  letter: Letter,
  how: { capabilities: ChannelCapabilities; mailbox: string | null; even: boolean },
) => Promise<MailAcceptance>;
