import type { EventName } from '../events/index.ts';

/** What other systems can be told of, by group. What is not here, such as customers' data and accounts of agents, never leaves the desk this way. */
export const hookEventGroups = {
  tickets: [
    'ticket.opened', 'ticket.routed', 'ticket.classified', 'ticket.assigned', 'ticket.unassigned', 'ticket.escalated', 'ticket.transferred',
    'ticket.overflowed', 'ticket.waiting', 'ticket.resumed', 'ticket.resolved', 'ticket.reopened', 'ticket.closed', 'ticket.cancelled',
    'ticket.merged', 'ticket.split', 'ticket.linked', 'ticket.abandoned', 'ticket.tagged', 'ticket.untagged',
  ],
  offers: ['offer.made', 'offer.accepted', 'offer.declined', 'offer.expired', 'offer.withdrawn'],
  conversation: [
    'contact.received', 'reply.written', 'note.written', 'delivery.sent', 'delivery.delivered', 'delivery.failed', 'delivery.unknown', 'delivery.parked',
  ],
  calls: [
    'call.queued', 'call.bridged', 'call.not-answered', 'call.ended', 'voicemail.left',
    'callback.requested', 'callback.reached', 'callback.ended',
  ],
  desk: [
    'downtime.began', 'downtime.ended', 'channel.closed', 'channel.opened',
    'announcement.published', 'announcement.changed', 'announcement.withdrawn',
  ],
} as const satisfies Record<string, EventName[]>;

export type HookEventGroup = keyof typeof hookEventGroups;
export type HookEventName = (typeof hookEventGroups)[HookEventGroup][number];

export const hookEventNames: readonly HookEventName[] = Object.values(hookEventGroups).flat();

/** What a test is called; it is no event of the desk's. */
export const pingName = 'ping';
