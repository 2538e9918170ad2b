import { ticketNumber } from '../../core/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { replyWords } from './locales.ts';
import type { ChannelOf, ReplyStores } from './reply.ts';
import { writeReply } from './write-reply.ts';

/** Tells the customer of a ticket that was just resolved what was done, and asks whether it holds, where they answer that by pressing. */
export async function tellResolution(stores: ReplyStores, ticket: Ticket, channelOf: ChannelOf, at: Date): Promise<void> {
  if (channelOf(ticket.channel)?.capabilities.asks !== true) return;
  const conversation = await stores.replies.latestConversation(ticket.id);
  if (!conversation || channelOf(conversation.channel)?.capabilities.asks !== true) return;
  const text = replyWords[ticket.locale].resolution({ number: ticketNumber(ticket.number), solution: ticket.solution ?? '' });
  await writeReply(stores, ticket, { kind: 'resolution', text, agentId: null }, channelOf, at);
}
