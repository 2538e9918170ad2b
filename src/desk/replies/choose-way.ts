import { invalidInput } from '../../core/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { replyWords } from './locales.ts';
import type { KnownAddress, ReplyStores, TicketWays } from './reply.ts';
import { obstacleOf, waysOf, type WayEnd, type WayObstacle, type WayRules } from './ways.ts';

/** The way that somebody asks an answer to go. `from`: our address, where several of ours are possible. */
export interface WishedWay {
  channel: string;
  to: string | null;
  from?: string | undefined;
}

/**
 * Makes the conversation by the way asked for the latest of a locked ticket, to which its answers belong; one that begins
 * with the answer is opened. Throws `invalid_input` (400), which says why, for a way that there is not.
 */
export type ChooseWay = (
  stores: Pick<ReplyStores, 'replies'>, ticket: Pick<Ticket, 'id' | 'subject' | 'channel' | 'locale'>, wished: WishedWay, at: Date,
) => Promise<void>;

export function createChooseWay(rules: WayRules): ChooseWay {
  return async (stores, ticket, wished, at) => {
    const facts = await stores.replies.waysOf(ticket.id, reachingChannels(rules));
    const ways = waysOf(facts, rules);
    const way = ways.find((one) => isWished(one, wished, rules));
    if (!way) throw invalidInput({ way: refusalOf(wished, ways, facts, rules) });
    if (way === ways[0] && way.id !== null) return;
    await stores.replies.makeLatest(way.id ?? (await open(stores, ticket, way, rules, at)), at);
  };
}

/** Names of the channels on which the desk may write first. */
export function reachingChannels({ channels }: Pick<WayRules, 'channels'>): string[] {
  return channels.filter(({ capabilities }) => capabilities.reaches !== null).map(({ name }) => name);
}

async function open(
  stores: Parameters<ChooseWay>[0], ticket: Parameters<ChooseWay>[1], { channel: name, ours, theirs }: WayEnd, rules: WayRules, at: Date,
): Promise<string> {
  const channel = rules.channelOf(name);
  // What is said on the telephone has no subject of the customer's own.
  const own = rules.channelOf(ticket.channel)?.capabilities.live === true ? '' : ticket.subject;
  const subject = channel?.capabilities.threading === 'headers' ? own || replyWords[ticket.locale].subject : null;
  return stores.replies.openConversation({ ticketId: ticket.id, channel: name, ours, theirs, subject, at });
}

function isWished({ channel, theirs, ours }: WayEnd, wished: WishedWay, { channelOf, shownFrom }: WayRules): boolean {
  if (channel !== wished.channel || (theirs?.value ?? null) !== wished.to) return false;
  const known = channelOf(channel);
  return wished.from === undefined || wished.from === ours || (known !== null && wished.from === shownFrom(known, ours));
}

const refusals: Record<WayObstacle, string> = {
  'never-begins': 'answers can only go there by this channel where the customer wrote by it',
  blocked: 'is an address that the desk has blocked',
  'never-reached': 'is an address that the desk never writes to: a premium or emergency number, a country that it does not call, or one of its own',
  unverified: 'is not verified to be the customer’s',
  'no-way-out': 'is a channel with no way out: it is not configured',
};

function refusalOf({ channel: name, to }: WishedWay, ways: WayEnd[], { addresses }: TicketWays, rules: WayRules): string {
  const channel = rules.channelOf(name);
  if (!channel) return 'names no channel of this desk';
  if (ways.some((way) => way.channel === name && (way.theirs?.value ?? null) === to)) return 'does not leave from that address of ours';
  if (to === null) return ways[0]?.theirs ? 'must say to whom' : 'has nobody to go to: the customer’s number or address is not known';
  const address = addresses.find((one): one is KnownAddress => one.value === to);
  if (!address) return 'is no address of this ticket’s customer';
  const obstacle = obstacleOf(channel, address, rules);
  return obstacle === null ? 'is no way of this ticket' : refusals[obstacle];
}
