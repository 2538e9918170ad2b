import type { Address, AnyChannel, Clock, Locale, MailPerson } from '../../core/index.ts';
import type { Outlet } from './deliver.ts';
import { gateOf } from './gate.ts';
import { textsOf } from './draft-deliveries.ts';
import type { ChannelOf, ConversationEnd } from './reply.ts';

/**
 * Where an answer to a ticket would go if it were written now. `sent`: to the customer; `page`: they see it while they
 * have the page open; `held`: it waits until they write; `shelf`: read at the status page; `none`: only who has the link
 * to the status page could read it; `refused`: it would fail, for `reason`.
 */
export interface WayBack {
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
  statusUrl: string;
}

/** What is stored about an answer's way. */
export interface WayBackFacts {
  ticket: { id: string; number: number; locale: Locale; statusKey: number };
  conversation: ConversationEnd | null;
  copies: MailPerson[];
  undeliverable: string | null;
}

export interface WayBackReader {
  /** By public number; that of a merged ticket leads to the one it went into. Null when there is none. */
  read(number: number): Promise<WayBackFacts | null>;
}

/** Gives null for a ticket that there is not. */
export type FindWayBack = (number: number) => Promise<WayBack | null>;

export function createFindWayBack(parts: {
  reader: WayBackReader;
  channelOf: ChannelOf;
  outletOf: (channel: string) => Outlet | null;
  /** Our address as people see it, of what a conversation used. */
  shownFrom: (channel: AnyChannel, ours: string) => string;
  statusUrlOf: (ticket: WayBackFacts['ticket']) => string;
  clock: Clock;
}): FindWayBack {
  return async (number) => {
    const facts = await parts.reader.read(number);
    if (!facts) return null;
    const { conversation } = facts;
    const channel = conversation && parts.channelOf(conversation.channel);
    const can = channel?.capabilities;
    return {
      ...wayOf(parts, facts, channel),
      channel: conversation?.channel ?? null, to: conversation?.theirs ?? null,
      from: channel ? parts.shownFrom(channel, conversation.ours) : '',
      copies: can?.threading === 'headers' ? facts.copies : [], undeliverable: facts.undeliverable,
      carries: { html: can?.html === true, copies: can?.threading === 'headers', files: can?.attachments !== false },
      maxTextLength: can?.maxTextLength ?? null,
      segments: channel ? textsOf(channel, { text: 'a', from: conversation.ours })[0]?.segments !== undefined : false,
      statusUrl: parts.statusUrlOf(facts.ticket),
    };
  };
}

function wayOf(
  { outletOf, clock }: { outletOf: (channel: string) => Outlet | null; clock: Clock }, { ticket, conversation }: WayBackFacts, channel: AnyChannel | null,
): Pick<WayBack, 'way' | 'reason'> {
  const reply = channel?.capabilities.reply ?? 'shelf';
  if (reply === 'page') return { way: 'page', reason: null };
  if (!channel || !conversation || reply !== 'send') return { way: reply === 'none' ? 'none' : 'shelf', reason: null };
  if (conversation.theirs === null) return { way: 'none', reason: null };
  const { theirs: to, ours: from, stopped, lastContactAt } = conversation;
  const gate = gateOf(channel, { kind: 'agent', ticketNumber: ticket.number, locale: ticket.locale, to, from, stopped, lastContactAt }, clock.now());
  if (gate.kind === 'refused') return { way: 'refused', reason: gate.code };
  if (!outletOf(channel.name)?.sender) return { way: 'refused', reason: 'channel_off' };
  return { way: gate.kind === 'held' ? 'held' : 'sent', reason: null };
}
