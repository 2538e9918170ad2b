/** Every name in past tense. A ticket's timeline, its clocks and the agents' screens are all made from these. */
export type EventName =
  | 'contact.received' | 'contact.amended' | 'contact.blocked' | 'contact.quarantined' | 'contact.replayed' | 'contact.discarded'
  | 'ticket.opened' | 'ticket.routed' | 'ticket.reopened' | 'ticket.classified' | 'ticket.escalated'
  | 'ticket.transferred' | 'ticket.assigned' | 'ticket.unassigned' | 'ticket.waiting' | 'ticket.resumed'
  | 'ticket.resolved' | 'ticket.closed' | 'ticket.cancelled' | 'ticket.merged' | 'ticket.split' | 'ticket.linked'
  | 'ticket.abandoned' | 'ticket.overflowed' | 'ticket.relaxed' | 'ticket.tagged' | 'ticket.untagged' | 'ticket.rated'
  | 'offer.made' | 'offer.accepted' | 'offer.declined' | 'offer.expired' | 'offer.withdrawn'
  | 'reply.written' | 'delivery.sent' | 'delivery.delivered' | 'delivery.failed' | 'delivery.unknown' | 'delivery.delayed' | 'delivery.parked'
  | 'note.written' | 'letter.sent'
  | 'call.queued' | 'call.bridging' | 'call.bridged' | 'call.not-answered' | 'call.ended' | 'call.screened' | 'call.keys-collected'
  | 'call.held' | 'call.resumed' | 'call.consulting' | 'call.joined' | 'call.transferred' | 'call.supervised' | 'call.collecting'
  | 'call.returned-to-line' | 'call.hung-up' | 'call.leg-ended'
  | 'callback.requested' | 'callback.dialled' | 'callback.tried' | 'callback.reached' | 'callback.ended'
  | 'voicemail.left' | 'recording.received' | 'recording.deleted' | 'transcription.received'
  | 'attachment.stored' | 'attachment.refused' | 'attachment.lost' | 'attachment.expired' | 'attachment.previewed'
  | 'customer.opted-out' | 'customer.opted-in'
  | 'address.blocked' | 'address.unblocked' | 'address.undeliverable' | 'address.deliverable'
  | 'chat.left' | 'chat.returned' | 'chat.ended' | 'chat.email-given'
  | 'asset.linked' | 'asset.unlinked' | 'asset.created' | 'asset.changed'
  | 'downtime.began' | 'downtime.ended' | 'downtime.recorded' | 'downtime.changed' | 'downtime.removed'
  | 'alarm.raised' | 'alarm.repeated' | 'alarm.ended' | 'ticket.grouped'
  | 'status-link.revoked'
  | 'channel.closed' | 'channel.opened'
  | 'hook.added' | 'hook.changed' | 'hook.removed'
  | 'announcement.published' | 'announcement.changed' | 'announcement.withdrawn'
  | 'agent.changed' | 'customer.changed' | 'customer.merged';

export interface Actor {
  kind: 'customer' | 'agent' | 'desk' | 'provider';
  id: string | null;
}

export const deskActor: Actor = { kind: 'desk', id: null };
export const customerActor: Actor = { kind: 'customer', id: null };
export const providerActor: Actor = { kind: 'provider', id: null };
export function agentActor(id: string): Actor {
  return { kind: 'agent', id };
}

/** What happened, before it is stored. `effectiveAt` is when it counts for clocks, the same as `at` unless said. */
export interface NewEvent {
  name: EventName;
  at: Date;
  effectiveAt?: Date;
  actor: Actor;
  ticketId?: string | null;
  /** The agent it is about. */
  agentId?: string | null;
  contactId?: string | null;
  replyId?: string | null;
  noteId?: string | null;
  offerId?: string | null;
  reason?: string | null;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** A stored event that has its place in the published order: `seq` is dense and never given twice. */
export interface PublishedEvent {
  seq: number;
  at: Date;
  name: EventName;
  ticketId: string | null;
  agentId: string | null;
  offerId: string | null;
  reason: string | null;
}

/** A published event with what decides who may see it, as it stands when it is read. */
export interface ConcernedEvent extends PublishedEvent {
  /** The ticket's team now, and every team that the change names. */
  teams: string[];
  /** The agent it is about, the ticket's agent now, whoever follows it, and every agent that the change names. */
  agentIds: string[];
  /** Only of an agent's change: their availability after it, or the present one when it was about something else. */
  availability: string | null;
  /** Why they are away with that availability; null when they are not, or did not say. */
  awayReason: string | null;
  /** Only of an agent's change: until when they are offered nothing, as it stands when it is read. */
  wrapUpUntil: Date | null;
  /** Only of an offer that was made. */
  expiresAt: Date | null;
}

/** Part of every transaction: events are stored with the change they tell of, or not at all. */
export interface EventLog {
  append(events: NewEvent[]): Promise<void>;
}
