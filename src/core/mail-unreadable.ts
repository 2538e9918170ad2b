/** Why a mail cannot be taken in. */
type UnreadableReason = 'unreadable' | 'too-many-parts' | 'too-deep';

/** A mail that cannot be read, whatever is tried. */
export class MailUnreadable extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string) {
    super(message);
    this.name = 'MailUnreadable';
    this.reason = reason;
  }
}
