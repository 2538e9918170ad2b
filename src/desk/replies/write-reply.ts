import { invalidInput, newId, ticketNumber, type AnyChannel, type Locale, type MailPerson } from '../../core/index.ts';
import type { Pair } from '../consent/index.ts';
import { agentActor, deskActor } from '../events/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { draftDeliveries, numbered, textsOf } from './draft-deliveries.ts';
import { gateOf, type Gate, type Leaving, type Parked } from './gate.ts';
import { replyWords } from './locales.ts';
import type { ChannelOf, ConversationEnd, NewDelivery, NewReply, ReplyStores, WordAnswer } from './reply.ts';

/** What is written, by an agent or by the desk. */
export type WrittenWords = Pick<NewReply, 'text' | 'agentId' | 'html' | 'files' | 'asked'> & {
  /** Left out: a new one. */
  id?: string;
  kind: 'agent' | 'acknowledgement' | 'resolution';
  /** Who gets a copy; left out: those who got copies of the customer's. */
  cc?: MailPerson[] | null;
};

/** Texts that one answer may go out as: what is longer is no text message. */
const mostTexts = 20;

/**
 * Writes a reply on a locked ticket's latest conversation and queues its delivery, or puts it on the shelf where the
 * customer reads it at the status page. Where the customer said stop, or the network takes no text now, its delivery
 * says so at once. `counted`: it counts as an automatic answer to its address, and is parked where a reason is given. Gives the reply's id,
 * or null for an acknowledgement that was written before, and where the id is another reply's. Throws `invalid_input` (400) for what the channel does not carry, and for a text of too many messages.
 */
export async function writeReply(
  stores: ReplyStores,
  ticket: Pick<Ticket, 'id' | 'number' | 'locale'>,
  words: WrittenWords & { counted?: { parked: Parked['code'] | null } },
  channelOf: ChannelOf,
  at: Date,
): Promise<string | null> {
  const { counted, ...written } = words;
  const conversation = await stores.replies.latestConversation(ticket.id);
  const channel = conversation && channelOf(conversation.channel);
  const reply: NewReply = {
    ...written, id: words.id ?? newId(), ticketId: ticket.id, conversationId: conversation?.id ?? null, locale: ticket.locale, createdAt: at,
  };
  refuseWhatIsNotCarried(channel, words);
  const draft = { replyId: reply.id, attempt: 1, lastContactAt: conversation?.lastContactAt ?? null, at };
  if (!conversation || !channel || conversation.theirs === null || channel.capabilities.reply !== 'send') {
    const kind = channel?.capabilities.reply === 'page' ? 'page' : 'shelved';
    const shelved = draftDeliveries({ ...draft, texts: numbered([{ text: words.text }]), gate: { kind } });
    return (await store(stores, reply, shelved, conversation)) ? reply.id : null;
  }
  const leaving = leavingOn(conversation, ticket, words.kind);
  const texts = numbered(textsOf(channel, { text: words.text, html: words.html ?? null, from: conversation.ours }));
  if (texts.length > mostTexts) throw invalidInput({ text: `would go out as ${texts.length} messages, of which at most ${mostTexts} may be one answer` });
  const deliveries = draftDeliveries({ ...draft, texts, gate: parkedOr(gateOf(channel, leaving, at), counted?.parked ?? null) });
  const pair = counted ? { channel: channel.name, theirs: conversation.theirs, ours: conversation.ours } : null;
  if (!(await store(stores, { ...reply, ...headersOf(channel, reply, conversation.ours), pair }, deliveries, conversation))) return null;
  if (deliveries[0]?.status === 'held') await inviteCustomer(stores, { ...leaving, ticketId: ticket.id, conversationId: conversation.id }, at);
  return reply.id;
}

/** Throws `invalid_input` (400) for what the customer would never see of an answer. */
function refuseWhatIsNotCarried(channel: AnyChannel | null, { html, cc, files = [] }: WrittenWords): void {
  const faults: Record<string, string> = {};
  const can = channel?.capabilities;
  if (html != null && can?.html !== true) faults['html'] = 'this channel carries plain text only';
  if (cc != null && can?.threading !== 'headers') faults['cc'] = 'this channel has no copies';
  if (files.length > 0 && can?.attachments === false) faults['attachments'] = 'answers on this channel carry no files';
  if (Object.keys(faults).length > 0) throw invalidInput(faults);
}

/** What an answer is known by and who gets copies, where answers hang on headers. */
function headersOf(channel: AnyChannel, reply: NewReply, ours: string): Pick<NewReply, 'messageId' | 'cc'> {
  if (channel.capabilities.threading !== 'headers') return {};
  return { messageId: messageIdOf(reply.id, ours), cc: reply.kind === 'agent' ? (reply.cc ?? 'participants') : null };
}

/** The Message-ID of a reply that leaves from this address of ours: the same however often it is sent. */
export function messageIdOf(replyId: string, ours: string): string {
  const domain = /@([^\s@<>]+)$/.exec(ours)?.[1] ?? 'localhost';
  return `<r.${replyId.replaceAll('-', '')}@${domain}>`;
}

/** Writes what the desk answers by itself to a word about its texts; once per contact. */
export async function writeWordAnswer(
  stores: ReplyStores,
  answer: { kind: WordAnswer; contactId: string; ticketId: string | null; conversationId: string | null; pair: Pair; locale: Locale; deskName: string },
  channelOf: ChannelOf,
  at: Date,
): Promise<void> {
  const { deskName, ...about } = answer;
  const channel = channelOf(about.pair.channel);
  if (channel?.capabilities.reply !== 'send') return;
  const text = replyWords[about.locale].answers[about.kind]({ deskName });
  const reply: NewReply = { ...about, id: newId(), agentId: null, text, createdAt: at };
  const texts = numbered(textsOf(channel, { text, from: about.pair.ours }));
  await store(stores, reply, draftDeliveries({ replyId: reply.id, attempt: 1, texts, gate: { kind: 'open' }, lastContactAt: at, at }), about.pair);
}

/** Asks the customer to write, unless they were asked for another answer on this ticket that still waits. The answer that asks is stored already. */
export async function inviteCustomer(
  stores: ReplyStores,
  leaving: Leaving & { ticketId: string; conversationId: string },
  at: Date,
): Promise<void> {
  if (leaving.ticketNumber === null || !(await stores.replies.isFirstHeld(leaving.ticketId))) return;
  const text = replyWords[leaving.locale].invitation({ number: ticketNumber(leaving.ticketNumber) });
  const { ticketId, conversationId, locale } = leaving;
  const reply: NewReply = { id: newId(), ticketId, conversationId, agentId: null, kind: 'invitation', text, locale, createdAt: at };
  const draft = { replyId: reply.id, attempt: 1, texts: numbered([{ text }]), gate: { kind: 'open' } as const, lastContactAt: leaving.lastContactAt, at };
  await store(stores, reply, draftDeliveries(draft), null);
}

/** Queues the first of these deliveries, or tells that they failed or are parked. */
export async function startDeliveries(
  stores: ReplyStores,
  about: { ticketId: string | null; channel: string },
  deliveries: NewDelivery[],
  at: Date,
): Promise<void> {
  const first = deliveries[0];
  if (first?.status === 'queued') stores.signals.raise({ kind: 'deliver-reply', deliveryId: first.id });
  if (first?.status !== 'failed' && first?.status !== 'parked') return;
  await stores.events.append([
    {
      name: `delivery.${first.status}`, at, ticketId: about.ticketId, replyId: first.replyId, actor: deskActor, reason: first.errorMessage,
      after: { channel: about.channel, code: first.errorCode, providerId: null, tries: 0 },
    },
  ]);
}

/** What may not leave at all is refused, parked or not. */
function parkedOr(gate: Gate, code: Parked['code'] | null): Gate | Parked {
  return code === null || gate.kind === 'refused' ? gate : { kind: 'parked', code };
}

async function store(stores: ReplyStores, reply: NewReply, deliveries: NewDelivery[], end: Pick<ConversationEnd, 'channel' | 'theirs'> | null): Promise<boolean> {
  if (!(await stores.replies.add(reply, deliveries))) return false;
  await stores.events.append([
    {
      name: 'reply.written', at: reply.createdAt, ticketId: reply.ticketId, replyId: reply.id, reason: reply.kind,
      actor: reply.agentId === null ? deskActor : agentActor(reply.agentId),
      ...(end && { after: { channel: end.channel, to: end.theirs?.value ?? null } }),
    },
  ]);
  await startDeliveries(stores, { ticketId: reply.ticketId, channel: end?.channel ?? '' }, deliveries, reply.createdAt);
  return true;
}

function leavingOn(conversation: ConversationEnd, ticket: Pick<Ticket, 'number' | 'locale'>, kind: NewReply['kind']): Leaving {
  const { stopped, lastContactAt, theirs, ours } = conversation;
  return { kind, ticketNumber: ticket.number, locale: ticket.locale, stopped, lastContactAt, to: theirs, from: ours };
}
