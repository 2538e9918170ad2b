import type { Contact, InboundMail, Letter } from '../../core/index.ts';
import type { MailAcceptance } from './accept-mail.ts';
import type { MailArrival } from './receiving.ts';
import { isWhoWasChecked } from './place-mail.ts';

/** A mail that was read, before anything is made of it. */
export interface ReadLetter {
  mail: InboundMail;
  /** As the mail channel understands it: `to` is our address, `chosen` what its mailbox is about. */
  contact: Contact;
  letter: Letter;
  arrival: MailArrival;
}

export type TakenMail = Exclude<MailAcceptance, { kind: 'bounce-of-nothing' }>;
/** It is for a channel that is closed: it waits in quarantine. */
export type NotTakenNow = { kind: 'channel-closed' };

/**
 * Takes a mail as something else than a letter, by a rule of desk.yaml: a fax, an alarm. Null: it is none of this rule's,
 * and the next one is asked. Whatever takes it claims it by its Message-ID, so that a copy of it is a duplicate.
 */
export type TakeMailAs = (given: ReadLetter) => Promise<TakenMail | NotTakenNow | null>;

/** The first rule that takes the mail; null: it is a letter. What mail servers report is asked of no rule. */
export async function takeByRule(rules: readonly TakeMailAs[], given: ReadLetter): Promise<TakenMail | NotTakenNow | null> {
  if (given.mail.bounce.length > 0) return null;
  for (const take of rules) {
    const taken = await take(given);
    if (taken) return taken;
  }
  return null;
}

/** Whether a mail comes from this address or domain, as far as can be told: what was checked and failed does not. */
export function isFrom({ contact, letter }: Pick<ReadLetter, 'contact' | 'letter'>, wanted: string): boolean {
  const sender = contact.from[0]?.value.toLowerCase() ?? null;
  if (sender === null || letter.authentication.dmarc === 'fail' || !isWhoWasChecked(sender, letter)) return false;
  return wanted.includes('@') ? sender === wanted.toLowerCase() : sender.endsWith(`@${wanted.toLowerCase()}`);
}
