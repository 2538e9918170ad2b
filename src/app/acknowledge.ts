import type { PostgresStores } from '../../adapters/postgres/stores.ts';
import { ticketNumber } from '../core/index.ts';
import { doubtOf } from '../desk/catalog/index.ts';
import { findEntry } from '../desk/definition/index.ts';
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
 * sends anything. While a channel is closed that says so, it names the ways that are open; else, where people answer soon and
 * nobody can tell what they mean, it asks them. Where the desk's own answers are counted, `email.acknowledge` turns it off.
 */
export function createAcknowledge(
  { desk, clock, channelOf, capabilitiesOf }: Pick<DeskGround, 'desk' | 'clock' | 'channelOf' | 'capabilitiesOf'>,
  { statusLinks, switches, openWays }: Telling,
): (stores: PostgresStores, ticket: Ticket, why: Doubtful) => Promise<void> {
  const limits = desk.email.automatic;
  return async (stores, ticket, why) => {
    const { reply, automaticAnswers, converses } = capabilitiesOf(ticket.channel);
    const asked = ticket.triage && converses === true ? doubtOf(why, desk) : [];
    if (reply === 'page' && asked.length > 0) return askOnPage(stores, ticket, asked);
    if (reply !== 'send' || (automaticAnswers === 'limited' && !desk.email.acknowledge)) return;
    const channel = channelOf(ticket.channel);
    const isOverheard = channel?.isOverheard?.((await stores.replies.latestConversation(ticket.id))?.ours ?? '') === true;
    const about = { number: ticketNumber(ticket.number), statusUrl: isOverheard ? null : statusLinks.urlOf(ticket), deskName: desk.name };
    const words = replyWords[ticket.locale];
    const isTold = channel?.whenClosed === 'told' && switches.isClosed(ticket.channel);
    const text = isTold ? words.receivedWhileClosed({ ...about, ways: openWays(ticket.channel) }) : words.acknowledgement(about);
    const answer = { kind: 'acknowledgement' as const, text };
    if (automaticAnswers === 'limited') await writeLimitedAnswer(stores, ticket, answer, { limits, channelOf }, clock.now());
    else await write(stores, ticket, { ...answer, ...(!isTold && asked.length > 0 && { text: `${text}\n${question(ticket, asked)}`, asked }) });
  };

  /** A page shows what was said, so that it was received needs no words. Whoever has left it by now is asked nothing. */
  async function askOnPage(stores: PostgresStores, ticket: Ticket, asked: string[]): Promise<void> {
    const conversation = await stores.replies.latestConversation(ticket.id);
    if (conversation?.channel !== ticket.channel) return;
    await write(stores, ticket, { kind: 'acknowledgement', text: question(ticket, asked), asked });
  }

  async function write(stores: PostgresStores, ticket: Ticket, words: { kind: 'acknowledgement'; text: string; asked?: string[] }): Promise<void> {
    await writeReply(stores, ticket, { ...words, agentId: null }, channelOf, clock.now());
  }

  function question({ locale }: Ticket, asked: readonly string[]): string {
    return replyWords[locale].question(asked.map((key) => findEntry(desk, key)?.name[locale] ?? key));
  }
}

/** What else the words of a ticket could have meant. */
type Doubtful = Parameters<typeof doubtOf>[0];
