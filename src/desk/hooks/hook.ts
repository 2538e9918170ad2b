import type { HookEventName, pingName } from './hook-events.ts';

/** An address of another system that is told of events. */
export interface NewHook {
  /** Where events are posted to. It may carry a token of the other system's: it is shown to admins only and never logged. */
  url: string;
  description: string;
  events: HookEventName[];
  /** The subject of tickets and the reasons that people wrote are told too. */
  includesWords: boolean;
}

/** Why the desk switched a hook off by itself: it was answered 410 Gone, or nothing was taken for days. */
export type HookOffReason = 'gone' | 'failing';

export interface Hook extends NewHook {
  id: string;
  active: boolean;
  /** Null while it is active, and when a person switched it off. */
  offReason: HookOffReason | null;
  offAt: Date | null;
  /** Since when no try succeeded; null when the last one did. */
  failingSince: Date | null;
  /** Until when the secret before this one signs too. */
  previousSecretUntil: Date | null;
  createdBy: { id: string; name: string };
  createdAt: Date;
  updatedAt: Date;
}

/** How a hook does, from its deliveries. */
export interface HookHealth {
  waiting: number;
  givenUp: number;
  lastDeliveredAt: Date | null;
}

/** What signs: `previous` is null once its time is over. */
export interface HookSecrets {
  current: string;
  previous: { secret: string; until: Date } | null;
}

/** `queued` waits for its first try (of this round), `failed` for another, `given-up` for nobody. */
export const hookDeliveryStatuses = ['queued', 'failed', 'delivered', 'given-up'] as const;
export type HookDeliveryStatus = (typeof hookDeliveryStatuses)[number];

/** Why a try had no answer. */
export const hookFaults = [
  'timeout', 'private_address', 'own_address', 'https_required', 'invalid_url', 'host_not_found', 'refused', 'reset', 'unreachable', 'tls', 'bad_answer', 'failed',
] as const;
export type HookFault = (typeof hookFaults)[number];

/** One try; either a status was answered or there was a fault. */
export interface HookAttempt {
  at: string;
  status: number | null;
  fault: HookFault | null;
  milliseconds: number;
}

/** What was, or is to be, handed over of one event to one hook: there is exactly one, however often it is tried and replayed. */
export interface HookDelivery {
  id: string;
  hookId: string;
  /** The event's place in the order of publication; null for a test. */
  seq: number | null;
  event: HookEventName | typeof pingName;
  /** As `V-1042`; null when it is about no ticket. */
  ticket: string | null;
  status: HookDeliveryStatus;
  tries: number;
  /** How often somebody asked for it again. */
  replays: number;
  nextTryAt: Date | null;
  /** The latest tries, oldest first, at most 20. */
  attempts: HookAttempt[];
  createdAt: Date;
  concludedAt: Date | null;
}

/** With the exact bytes that are signed and sent, and how the last answer began. */
export interface HookDeliveryDetail extends HookDelivery {
  body: string;
  answer: string | null;
}
