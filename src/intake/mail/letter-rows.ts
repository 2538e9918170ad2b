import type { Address, Contact, Letter, MailPerson } from '../../core/index.ts';
import type { MailLanding } from '../../desk/mails/index.ts';
import type { NewMail, NewParticipant } from '../intake-store.ts';
import type { MailQuery } from './mail-store.ts';

/** Whether an address, with or without a tag, is one of ours. */
export type IsOwn = (address: string) => boolean;

/** Enough for everybody a conversation remembers. */
const mostPeople = 100;

/** What is stored of a mail beside its contact. */
export function mailRowOf(letter: Letter, query: MailQuery, about: { mailbox: string | null; landed: MailLanding }): NewMail {
  return {
    messageId: query.messageId, sender: query.sender, fingerprints: letter.fingerprints, mailbox: about.mailbox,
    recipients: { to: letter.to, cc: letter.cc, delivered: letter.recipients },
    fullText: letter.fullText, html: letter.html, landed: about.landed, automatic: letter.automatic?.kind ?? null,
    authentication: letter.authentication, sentAt: letter.sentAt,
  };
}

/** Where answers go: where the sender wants them, but never to ourselves. */
export function theirsOf(contact: Contact, letter: Letter, isOwn: IsOwn): Address | null {
  const wanted = letter.answerTo && isAddress(letter.answerTo.address) ? [letter.answerTo.address.toLowerCase()] : [];
  const value = [...wanted, ...contact.from.map((address) => address.value)].find((address) => !isOwn(address));
  return value === undefined ? null : { kind: 'email', value };
}

/** Everybody whom a mail brings into its conversation: its writer, where they want answers, and whom it names beside us. */
export function participantsOf(letter: Letter, people: { writer: MailPerson | null; except: Address | null; isOwn: IsOwn }): NewParticipant[] {
  const { writer, except, isOwn } = people;
  const writers = [writer, writer && letter.answerTo].filter((person) => person !== null);
  const all = [
    ...writers.map((person) => ({ ...person, role: 'sender' as const })),
    ...letter.others.map((person) => ({ ...person, role: 'copied' as const })),
  ];
  const named = new Map<string, NewParticipant>();
  for (const { address: written, name, role } of all) {
    const address = written.toLowerCase();
    if (named.size === mostPeople) break;
    if (!named.has(address) && address !== except?.value && isAddress(address) && !isOwn(address)) named.set(address, { address, name, role });
  }
  return [...named.values()];
}

/** Something that could be written to, and that an index can hold. */
export function isAddress(text: string): boolean {
  return text.length <= 320 && /^[^\s@]+@[^\s@]+$/u.test(text);
}
