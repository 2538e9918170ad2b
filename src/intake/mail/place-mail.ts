import type { Letter } from '../../core/index.ts';
import type { MailLanding } from '../../desk/mails/index.ts';
import { effectOfWriting } from '../../desk/tickets/index.ts';
import type { ThreadCandidate } from './mail-store.ts';

/** Where a mail belongs, and why. */
export type MailPlace =
  | { kind: 'join'; landed: MailLanding; conversation: { id: string; ticketId: string } }
  | { kind: 'open'; landed: MailLanding; followUpOf: string | null };

/** What is asked of a mail before it joins anything. */
export interface PlacedMail {
  /** Lower-cased; null when nobody can be made out. */
  sender: string | null;
  letter: Pick<Letter, 'topic' | 'authentication' | 'isSenderUnchecked'>;
  /** Nobody wrote it. */
  isAutoReply: boolean;
}

/**
 * The first conversation that a mail points to and may join. Where it may join none it opens a ticket, linked to the
 * first that it points to, and the reason is what kept it from that one. Pure.
 */
export function placeMail(mail: PlacedMail, candidates: ThreadCandidate[], rules: { reopenDays: number }, at: Date): MailPlace {
  const judged = candidates.map((candidate) => ({ candidate, obstacle: obstacleOf(mail, candidate, rules, at) }));
  const open = judged.find(({ obstacle }) => obstacle === null)?.candidate;
  if (open) return { kind: 'join', landed: open.step, conversation: { id: open.conversationId, ticketId: open.ticketId } };
  const [first] = judged;
  return { kind: 'open', landed: first?.obstacle ?? 'new', followUpOf: first?.candidate.ticketId ?? null };
}

/** What keeps a mail from a conversation that it points to; null: nothing does. */
function obstacleOf(mail: PlacedMail, candidate: ThreadCandidate, rules: { reopenDays: number }, at: Date): MailLanding | null {
  if (mail.letter.authentication.dmarc === 'fail') return 'dmarc-fail';
  if (!candidate.takesPart || !isWhoWasChecked(mail.sender, mail.letter)) return 'stranger';
  const byHeaders = candidate.step === 'own-message' || candidate.step === 'known-mail';
  if (byHeaders && !isSameTopic(mail.letter.topic, candidate.topic)) return 'changed-subject';
  // An absence note wakes nobody, so it may stand with what has ended.
  return mail.isAutoReply || effectOfWriting(candidate, rules.reopenDays, at) !== 'none' ? null : 'ended';
}

/** DMARC speaks of the domain in From only: of a sender who is named elsewhere, such as in Sender or Reply-To, nothing is known. */
export function isWhoWasChecked(sender: string | null, { authentication, isSenderUnchecked }: Pick<Letter, 'authentication' | 'isSenderUnchecked'>): boolean {
  if (sender === null || isSenderUnchecked === true) return false;
  return sender.slice(sender.lastIndexOf('@') + 1) === authentication.domain?.toLowerCase();
}

/** Folded subjects mean the same matter when they are equal, when one has the other's words in it, or when one is empty. */
export function isSameTopic(one: string, other: string): boolean {
  return one === '' || other === '' || holdsWords(one, other) || holdsWords(other, one);
}

const letterOrDigit = /[\p{L}\p{N}]/u;

/** Whether the words stand in the text as whole words. */
function holdsWords(text: string, words: string): boolean {
  for (let from = text.indexOf(words); from !== -1; from = text.indexOf(words, from + 1)) {
    const before = text.charAt(from - 1);
    const after = text.charAt(from + words.length);
    const cutsBefore = letterOrDigit.test(before) && letterOrDigit.test(words.charAt(0));
    const cutsAfter = letterOrDigit.test(after) && letterOrDigit.test(words.at(-1) ?? '');
    if (!cutsBefore && !cutsAfter) return true;
  }
  return false;
}
