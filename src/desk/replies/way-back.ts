import type { Address, AnyChannel, Clock, Locale, MailPerson } from '../../core/index.ts';
import { gateOf } from './gate.ts';
import { textsOf } from './draft-deliveries.ts';
import { reachingChannels } from './choose-way.ts';
import type { TicketWays } from './reply.ts';
import { waysOf, type WayEnd, type WayRules } from './ways.ts';

/**
 * A way that an answer to a ticket would go if it were written now. `sent`: to the customer; `page`: they see it while
 * they have the page open; `held`: it waits until they write; `shelf`: read at the status page; `none`: only who has the
 * link to the status page could read it; `refused`: it would fail, for `reason`.
 */
export interface Way {
  way: 'sent' | 'page' | 'held' | 'shelf' | 'none' | 'refused';
  reason: 'opted_out' | 'window_closed' | 'channel_off' | null;
  /** The channel's name; null while the ticket has no conversation. */
  channel: string | null;
  to: Address | null;
  /** Our own address that it would leave from; '' where none is meant. */
  from: string;
  /** Who gets a copy unless others are named. */
  copies: MailPerson[];
  /** Why mail to it does not arrive; null while nothing says so. */
  undeliverable: string | null;
  carries: { html: boolean; copies: boolean; files: boolean };
  maxTextLength: number | null;
  /** The network counts a text in segments. */
  segments: boolean;
}

/** Where an answer goes unless another way is asked for, and all the ways there are, that one first. */
export interface WayBack extends Way {
  ways: Way[];
  statusUrl: string;
}

/** What is stored about the ways of an answer. */
export interface WayBackFacts extends TicketWays {
  ticket: { id: string; number: number; locale: Locale; statusKey: number };
  /** Who gets copies, by the conversation's id. */
  copies: Map<string, MailPerson[]>;
}

export interface WayBackReader {
  /** By public number; that of a merged ticket leads to the one it went into. Null when there is none. `reaching`: the channels on which the desk may write first. */
  read(number: number, reaching: readonly string[]): Promise<WayBackFacts | null>;
}

/** Gives null for a ticket that there is not. */
export type FindWayBack = (number: number) => Promise<WayBack | null>;

export function createFindWayBack(parts: {
  reader: WayBackReader;
  rules: WayRules;
  statusUrlOf: (ticket: WayBackFacts['ticket']) => string;
  clock: Clock;
}): FindWayBack {
  const { reader, rules, clock } = parts;
  const reaching = reachingChannels(rules);
  return async (number) => {
    const facts = await reader.read(number, reaching);
    if (!facts) return null;
    const found = waysOf(facts, rules).map((end) => showWay(rules, facts, end, clock.now()));
    const natural = facts.conversations.length > 0 ? found[0] : undefined;
    const ways = natural ? found : [noConversation, ...found];
    return { ...(natural ?? noConversation), ways, statusUrl: parts.statusUrlOf(facts.ticket) };
  };
}

const noConversation: Way = {
  way: 'shelf', reason: null, channel: null, to: null, from: '', copies: [], undeliverable: null,
  carries: { html: false, copies: false, files: true }, maxTextLength: null, segments: false,
};

function showWay(rules: WayRules, facts: WayBackFacts, end: WayEnd, at: Date): Way {
  const channel = rules.channelOf(end.channel);
  const can = channel?.capabilities;
  return {
    ...standingOf(rules, facts.ticket, end, channel, at),
    channel: end.channel, to: end.theirs,
    from: channel ? rules.shownFrom(channel, end.ours) : '',
    copies: can?.threading === 'headers' && end.id !== null ? (facts.copies.get(end.id) ?? []) : [], undeliverable: end.undeliverable,
    carries: { html: can?.html === true, copies: can?.threading === 'headers', files: can?.attachments !== false },
    maxTextLength: can?.maxTextLength ?? null,
    segments: channel ? textsOf(channel, { text: 'a', from: end.ours })[0]?.segments !== undefined : false,
  };
}

function standingOf({ outletOf }: WayRules, ticket: WayBackFacts['ticket'], end: WayEnd, channel: AnyChannel | null, at: Date): Pick<Way, 'way' | 'reason'> {
  const reply = channel?.capabilities.reply ?? 'shelf';
  if (reply === 'page') return { way: 'page', reason: null };
  if (!channel || reply !== 'send') return { way: reply === 'none' ? 'none' : 'shelf', reason: null };
  if (end.theirs === null) return { way: 'none', reason: null };
  const { theirs: to, ours: from, stopped, lastContactAt } = end;
  const gate = gateOf(channel, { kind: 'agent', ticketNumber: ticket.number, locale: ticket.locale, to, from, stopped, lastContactAt }, at);
  if (gate.kind === 'refused') return { way: 'refused', reason: gate.code };
  if (!outletOf(channel.name)?.sender) return { way: 'refused', reason: 'channel_off' };
  return { way: gate.kind === 'held' ? 'held' : 'sent', reason: null };
}
