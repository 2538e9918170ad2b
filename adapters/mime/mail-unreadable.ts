import type { UnreadableReason } from '../../src/intake/mail/receiving.ts';

/** An error that intake takes for its MailUnreadable: by name and reason, since an adapter knows only the shapes of intake. */
export function unreadable(reason: UnreadableReason, message: string): Error & { reason: UnreadableReason } {
  return Object.assign(new Error(message), { name: 'MailUnreadable', reason });
}
