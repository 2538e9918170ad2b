import type { InboundAmendment, InboundThreadMessage } from '../../src/core/index.ts';

/**
 * What the gateway does with what a workspace said. Slack is answered after the promise settles: fulfilled means stored,
 * rejected means that nothing was kept, and the same event comes again.
 */
export interface SlackHandlers {
  message(inbound: InboundThreadMessage): Promise<void>;
  amendment(inbound: InboundAmendment): Promise<void>;
  /** Whether this thread of a room is a conversation of the desk: what is said there belongs to it without naming us. */
  isOurThread(room: string, thread: string): Promise<boolean>;
  /** Told that somebody's profile has changed, so that other processes forget it, too; left out: there are none. */
  personChanged?: (userId: string) => void;
}
