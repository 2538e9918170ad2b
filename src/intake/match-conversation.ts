import { isEnded, isSettled } from '../desk/tickets/index.ts';
import type { KnownConversation } from './intake-store.ts';

export interface ThreadingRules {
  /** Null: however long ago it was used, as in a thread. */
  joinHours: number | null;
  reopenDays: number;
}

/** Where a contact belongs: an open ticket, a resolved one that opens again, or a new one (perhaps linked to the old). */
export type Match =
  | { kind: 'join'; conversation: KnownConversation }
  | { kind: 'reopen'; conversation: KnownConversation }
  | { kind: 'open'; followUpOf: string | null };

const hour = 60 * 60_000;

/** The moment since which a conversation must have been used for a new contact to join it. */
export function joinSince(at: Date, { joinHours }: ThreadingRules): Date {
  return new Date(joinHours === null ? 0 : at.getTime() - joinHours * hour);
}

/** Decides by the best conversation between the same two addresses. Pure; the caller holds the lock of the address. */
export function matchConversation(conversation: KnownConversation | null, rules: ThreadingRules, at: Date): Match {
  if (!conversation) return { kind: 'open', followUpOf: null };
  if (isEnded(conversation)) return { kind: 'open', followUpOf: conversation.ticketId };
  if (isSettled(conversation)) {
    const resolvedAt = conversation.resolvedAt ?? conversation.lastContactAt;
    const stillOpens = at.getTime() - resolvedAt.getTime() <= rules.reopenDays * 24 * hour;
    return stillOpens ? { kind: 'reopen', conversation } : { kind: 'open', followUpOf: conversation.ticketId };
  }
  const isRecent = conversation.lastContactAt >= joinSince(at, rules);
  return isRecent ? { kind: 'join', conversation } : { kind: 'open', followUpOf: conversation.ticketId };
}
