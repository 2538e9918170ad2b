import type { PostgresStores } from '../../adapters/postgres/stores.ts';
import { ticketNumber } from '../core/index.ts';
import { writeLimitedAnswer } from '../desk/mails/index.ts';
import { replyWords, writeReply } from '../desk/replies/index.ts';
import type { ChannelSwitches } from '../desk/switches/index.ts';
import type { StatusLinks, Ticket } from '../desk/tickets/index.ts';
import type { DeskGround } from './desk-parts.ts';
import type { OpenWays } from './open-ways.ts';

/** What an acknowledgement tells of. */
export interface Telling {
  statusLinks: StatusLinks;
  switches: Pick<ChannelSwitches, 'isClosed'>;
  openWays: OpenWays;
}

/**
 * Tells the customer, inside the transaction that routes a new ticket, that it was received: once, where the channel
 * sends anything. While a channel is closed that says so, it names the ways that are open. Where the desk's own answers are counted, `email.acknowledge` turns it off.
 */
export function createAcknowledge(
  { desk, clock, channelOf, capabilitiesOf }: Pick<DeskGround, 'desk' | 'clock' | 'channelOf' | 'capabilitiesOf'>,
  { statusLinks, switches, openWays }: Telling,
): (stores: PostgresStores, ticket: Ticket) => Promise<void> {
  const limits = desk.email.automatic;
  return async (stores, ticket) => {
    const { reply, automaticAnswers } = capabilitiesOf(ticket.channel);
    if (reply !== 'send' || (automaticAnswers === 'limited' && !desk.email.acknowledge)) return;
    const channel = channelOf(ticket.channel);
    const isOverheard = channel?.isOverheard?.((await stores.replies.latestConversation(ticket.id))?.ours ?? '') === true;
    const about = { number: ticketNumber(ticket.number), statusUrl: isOverheard ? null : statusLinks.urlOf(ticket), deskName: desk.name };
    const words = replyWords[ticket.locale];
    const isTold = channel?.whenClosed === 'told' && switches.isClosed(ticket.channel);
    const text = isTold ? words.receivedWhileClosed({ ...about, ways: openWays(ticket.channel) }) : words.acknowledgement(about);
    const answer = { kind: 'acknowledgement' as const, text };
    if (automaticAnswers === 'limited') await writeLimitedAnswer(stores, ticket, answer, { limits, channelOf }, clock.now());
    else await writeReply(stores, ticket, { ...answer, agentId: null }, channelOf, clock.now());
  };
}
