import type { PostgresStores } from '../../adapters/postgres/stores.ts';
import { ticketNumber } from '../core/index.ts';
import { writeLimitedAnswer } from '../desk/mails/index.ts';
import { replyWords, writeReply } from '../desk/replies/index.ts';
import type { StatusLinks, Ticket } from '../desk/tickets/index.ts';
import type { DeskGround } from './desk-parts.ts';

/**
 * Tells the customer, inside the transaction that routes a new ticket, that it was received: once, where the channel
 * sends anything. Where the desk's own answers are counted, `email.acknowledge` turns it off.
 */
export function createAcknowledge(
  { desk, clock, channelOf, capabilitiesOf }: Pick<DeskGround, 'desk' | 'clock' | 'channelOf' | 'capabilitiesOf'>,
  statusLinks: StatusLinks,
): (stores: PostgresStores, ticket: Ticket) => Promise<void> {
  const limits = desk.email.automatic;
  return async (stores, ticket) => {
    const { reply, automaticAnswers } = capabilitiesOf(ticket.channel);
    if (reply !== 'send' || (automaticAnswers === 'limited' && !desk.email.acknowledge)) return;
    const about = { number: ticketNumber(ticket.number), statusUrl: statusLinks.urlOf(ticket), deskName: desk.name };
    const answer = { kind: 'acknowledgement' as const, text: replyWords[ticket.locale].acknowledgement(about) };
    if (automaticAnswers === 'limited') await writeLimitedAnswer(stores, ticket, answer, { limits, channelOf }, clock.now());
    else await writeReply(stores, ticket, { ...answer, agentId: null }, channelOf, clock.now());
  };
}
