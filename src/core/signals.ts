/**
 * What should happen next, raised inside a transaction and sent only after its commit.
 * A lost signal loses nothing: PostgreSQL knows what is behind and the relay raises it again.
 */
export type Signal =
  | { kind: 'route-ticket'; ticketId: string; routingVersion: number; priority: string | null }
  | { kind: 'match-agent'; agentId: string }
  /** `after`: the delivery that it may have waited for. */
  | { kind: 'deliver-reply'; deliveryId: string; after?: string }
  | { kind: 'fetch-file'; attachmentId: string }
  | { kind: 'delete-recording'; recordingId: string }
  | { kind: 'make-preview'; sha256: string }
  | { kind: 'tell-offer'; offerId: string }
  | { kind: 'show-home'; person: string }
  | { kind: 'bridge-call'; assignmentId: string }
  | { kind: 'place-leg'; legId: string }
  | { kind: 'move-call'; callId: string; version: number }
  | { kind: 'move-leg'; legId: string; version: number }
  | { kind: 'send-portal-link'; linkId: string }
  | { kind: 'deliver-hook'; hookId: string }
  | { kind: 'reconcile-provider' }
  | { kind: 'learn' };

/** Part of every transaction's stores. */
export interface Signals {
  raise(signal: Signal): void;
}
