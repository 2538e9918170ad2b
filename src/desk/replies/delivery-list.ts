import type { DeliveryStatus } from './reply.ts';

/** Statuses that somebody has to do something about. */
export const undeliveredStatuses = ['failed', 'unknown', 'held', 'parked'] as const satisfies DeliveryStatus[];
export type UndeliveredStatus = (typeof undeliveredStatuses)[number];

/** A text of a reply that did not arrive, as its latest attempt stands. */
export interface UndeliveredView {
  /** Public, such as `V-1042`; null for an answer to somebody without a ticket. */
  ticket: string | null;
  replyId: string;
  kind: string;
  part: number;
  parts: number;
  status: UndeliveredStatus;
  code: string | null;
  /** Why, in words. */
  error: string | null;
  channel: string;
  to: string | null;
  text: string;
  agent: { id: string; name: string } | null;
  at: string;
}

/** Reads replies that did not arrive, outside of any transaction. */
export interface DeliveryReader {
  /** Latest first, a page at a time. Throws `invalid_input` (400) for a cursor that is none of ours. */
  list(query: { status: UndeliveredStatus; limit: number; cursor?: string | undefined }): Promise<{ deliveries: UndeliveredView[]; nextCursor: string | null }>;
}
