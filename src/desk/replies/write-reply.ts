import { newId, type ChannelCapabilities } from '../../core/index.ts';
import { agentActor, deskActor } from '../events/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { NewReply, ReplyStores } from './reply.ts';

/** What the desk may do with an answer on this channel. */
export type CapabilitiesOf = (channel: string) => ChannelCapabilities;

/**
 * Writes a reply on a locked ticket's latest conversation and queues its delivery, or puts it on the shelf where the
 * customer reads it at the status page. Gives the reply's id, or null for an acknowledgement that was written before.
 */
export async function writeReply(
  stores: ReplyStores,
  ticket: Ticket,
  words: { kind: NewReply['kind']; text: string; agentId: string | null },
  capabilitiesOf: CapabilitiesOf,
  at: Date,
): Promise<string | null> {
  const conversation = await stores.replies.latestConversation(ticket.id);
  const sends = conversation !== null && conversation.theirs !== null && capabilitiesOf(conversation.channel).reply === 'send';
  const reply: NewReply = {
    ...words, id: newId(), ticketId: ticket.id, conversationId: conversation?.id ?? null, locale: ticket.locale, createdAt: at,
  };
  const delivery = {
    id: newId(), replyId: reply.id, status: sends ? 'queued' : 'shelved', providerId: null, tries: 0, nextTryAt: at, updatedAt: at,
  } as const;
  if (!(await stores.replies.add(reply, delivery))) return null;
  await stores.events.append([
    {
      name: 'reply.written', at, ticketId: ticket.id, replyId: reply.id, reason: words.kind,
      actor: words.agentId === null ? deskActor : agentActor(words.agentId),
    },
  ]);
  if (sends) stores.signals.raise({ kind: 'deliver-reply', deliveryId: delivery.id });
  return reply.id;
}
