import { isGivenByNetwork, type Address, type AnyChannel } from '../../core/index.ts';
import type { Outlet } from './deliver.ts';
import type { ChannelOf, ConversationEnd, KnownAddress, TicketWays } from './reply.ts';

/** One way that an answer may go. `id`: of its conversation; null: it begins with the answer. */
export interface WayEnd extends Omit<ConversationEnd, 'id'> {
  id: string | null;
  undeliverable: string | null;
}

export interface WayRules {
  channelOf: ChannelOf;
  outletOf: (channel: string) => Outlet | null;
  channels: readonly AnyChannel[];
  /** Our address that a first answer leaves from; null where the desk has none. */
  firstFrom: (channel: AnyChannel) => string | null;
  /** Whether the desk writes to this address at all: no premium number, no number of its own. */
  mayReach: (address: Address) => boolean;
  /** Our address as people see it, of what a conversation used. */
  shownFrom: (channel: AnyChannel, ours: string) => string;
}

/**
 * The ways that an answer may go: first where it goes unless another is asked for (the latest conversation), then the
 * ticket's other conversations, then those that would begin at an address which is known to be the customer's. Pure.
 */
export function waysOf({ conversations, addresses }: TicketWays, rules: WayRules): WayEnd[] {
  const isSame = (one: WayEnd, other: WayEnd) =>
    one.channel === other.channel && isSameAddress(one.theirs, other.theirs)
    && (one.ours === other.ours || rules.channelOf(one.channel)?.capabilities.threading === 'headers' || (other.id === null && isPrivate(one, rules)));
  const ways: WayEnd[] = [];
  const add = (way: WayEnd) => {
    if (!ways.some((one) => isSame(one, way))) ways.push(way);
  };
  for (const conversation of conversations) {
    const sends = conversation.theirs !== null && rules.channelOf(conversation.channel)?.capabilities.reply === 'send';
    if (conversation === conversations[0] || sends) add(conversation);
  }
  for (const address of addresses) {
    for (const channel of rules.channels) {
      if (obstacleOf(channel, address, rules) === null) add(beginningAt(address, channel, rules));
    }
  }
  return ways;
}

export type WayObstacle = 'never-begins' | 'blocked' | 'never-reached' | 'unverified' | 'no-way-out';

/** What keeps the desk from writing first to this address on this channel; null: nothing does. */
export function obstacleOf(channel: AnyChannel, address: KnownAddress, rules: WayRules): WayObstacle | null {
  if (channel.capabilities.reply !== 'send' || channel.capabilities.reaches !== address.kind) return 'never-begins';
  if (address.blocked) return 'blocked';
  if (!rules.mayReach(address)) return 'never-reached';
  if (!isTrusted(address)) return 'unverified';
  return rules.outletOf(channel.name)?.sender && oursFor(address, channel, rules) !== null ? null : 'no-way-out';
}

/** Whoever has a number hears what is sent to it, so one that called or wrote may be answered, and so may what a network gave them; a mail address may be anybody's until it was verified. */
function isTrusted({ kind, verified, onTicket, pairs }: KnownAddress): boolean {
  return verified || (kind === 'phone' && (onTicket || pairs.length > 0)) || (isGivenByNetwork({ kind }) && onTicket);
}

function beginningAt(address: KnownAddress, channel: AnyChannel, rules: WayRules): WayEnd {
  const { kind, value, pairs, undeliverable } = address;
  const ours = oursFor(address, channel, rules) ?? '';
  const stopped = pairs.some((pair) => pair.channel === channel.name && pair.ours === ours && pair.stopped);
  return { id: null, channel: channel.name, ours, theirs: { kind, value }, stopped, lastContactAt: null, undeliverable };
}

/** Answers by it reach the customer alone, in a thread that nothing new has to begin beside. */
function isPrivate({ channel: name, ours }: WayEnd, { channelOf }: WayRules): boolean {
  const channel = channelOf(name);
  return channel?.capabilities.threading === 'thread' && channel.isOverheard?.(ours) !== true;
}

/** The number that they know us by, else our own. */
function oursFor({ pairs }: KnownAddress, channel: AnyChannel, { firstFrom }: WayRules): string | null {
  return pairs.find((pair) => pair.channel === channel.name)?.ours ?? firstFrom(channel);
}

function isSameAddress(one: Address | null, other: Address | null): boolean {
  return one?.kind === other?.kind && one?.value === other?.value;
}
