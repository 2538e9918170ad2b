import type { App, RespondFn } from '@slack/bolt';
import { z } from 'zod';
import { AppError, invalidInput, type Locale, type WorkspacePerson } from '../../../src/core/index.ts';
import type { SlackWords } from '../locales/slack-words.ts';
import { slackWords } from '../words.ts';
import { readMessageEvent, type SaidMessage } from '../message-event.ts';
import { isRoom, isStamp, messageIdOf } from '../place.ts';
import type { SlackListenerParts } from '../parts.ts';
import { translateHiddenFault } from '../send-faults.ts';
import { refusalCode } from '../web-api.ts';
import { within } from '../within.ts';
import { namedTicket } from './named-ticket.ts';
import type { SlackDesk } from './slack-desk.ts';

export const openTicketId = 'open_ticket';
const patienceMs = 900;
/** docs.slack.dev/reference/events/reaction_added */
const reactionSchema = z.looseObject({ reaction: z.string(), user: z.string(), item: z.looseObject({ channel: z.string().optional(), ts: z.string().optional() }) });

type Words = SlackWords['fromMessage'];

/**
 * A message becomes a ticket of its writer, in its thread, by a shortcut or an emoji. The message itself is the claim:
 * by whatever ways, however often and by whomever it is done, it is one ticket. Whoever did it is told alone.
 */
export function listenToMessagesMade(app: App, parts: SlackListenerParts, desk: SlackDesk): void {
  const { client, identity, people, clock, onFault } = parts;

  /** What whoever did it is told. */
  const make = async (said: SaidMessage, by: WorkspacePerson, words: Words, isThere: boolean): Promise<string> => {
    const { room, thread, ts, user, text, files, isDirect } = said;
    const [from, names, self] = await Promise.all([people.person(user), people.namesIn(text), identity.ask()]);
    const handed = await desk.handOver({
      messageId: messageIdOf(room, ts), from, ...(isThere ? { room, thread, isDirect } : { room: user, thread: '', isDirect: true }), text, names, files,
      ...(self && { deskId: self.userId }), ...(by.id !== user && { broughtBy: by }), receivedAt: clock.now(),
    });
    if (handed.kind === 'blocked') return words.blocked;
    return words[handed.kind](namedTicket(handed));
  };

  const read = async (message: unknown, room: string, words: Words): Promise<SaidMessage | string> => {
    const event = typeof message === 'object' && message !== null ? { ...message, type: 'message', channel: room } : null;
    try {
      const said = readMessageEvent(event, (await identity.ask())?.userId ?? null);
      return said?.kind === 'said' ? said : words.bot;
    } catch (error) {
      if (error instanceof AppError) return words.unreadable;
      throw error;
    }
  };

  app.shortcut({ type: 'message_action', callback_id: openTicketId }, async ({ ack, shortcut, respond }) => {
    const room = shortcut.channel.id;
    const [by, isThere] = await Promise.all([people.person(shortcut.user.id), isInRoom(parts, room)]);
    const words = slackWords[localeOf(by, desk)].fromMessage;
    const said = await read(shortcut.message, room, words);
    if (typeof said === 'string') {
      await ack();
      return tell(respond, said, onFault);
    }
    const told = await make(said, by, words, isThere);
    await ack();
    const self = isThere ? null : await identity.ask();
    return tell(respond, isThere ? told : `${told} ${words.notInChannel(self ? `<@${self.userId}>` : '')}`, onFault);
  });

  app.event('reaction_added', async ({ event }) => {
    const seen = reactionSchema.safeParse(event);
    if (!seen.success) throw invalidInput({ event: 'is no reaction as Slack describes it' });
    const { item, user, reaction } = seen.data;
    // A tone of skin is no other emoji.
    if (desk.reaction === null || reaction.split('::', 1)[0] !== desk.reaction) return;
    const { channel: room = '', ts = '' } = item;
    if (!isRoom(room) || !isStamp(ts) || user === (await identity.ask())?.userId) return;
    const by = await people.person(user);
    const words = slackWords[localeOf(by, desk)].fromMessage;
    const message = await fetchMessage(parts, room, ts);
    const said = message === null ? words.unreadable : await read(message, room, words);
    const told = typeof said === 'string' ? said : await make(said, by, words, true);
    const thread = typeof said === 'string' || said.thread === said.ts ? null : said.thread;
    await within(client.chat.postEphemeral({ channel: room, user, text: told, ...(thread !== null && { thread_ts: thread }) }).catch(onFault), patienceMs, null);
  });
}

function localeOf(person: WorkspacePerson, desk: SlackDesk): Locale {
  return person.locale ?? desk.locale;
}

async function tell(respond: RespondFn, text: string, onFault: (error: unknown) => void): Promise<void> {
  await Promise.resolve(respond({ response_type: 'ephemeral', replace_original: false, text })).catch(onFault);
}

/** Whether we can write in this room; taken for true where Slack does not say. */
async function isInRoom({ client }: SlackListenerParts, room: string): Promise<boolean> {
  const asked = client.conversations.info({ channel: room }).then(
    ({ channel }) => channel?.is_member !== false,
    (error: unknown) => refusalCode(error) !== 'channel_not_found',
  );
  return within(asked, patienceMs, true);
}

/** One message by its time stamp, an answer in a thread too; null when Slack does not show it. Throws a retryable AppError where another try may help. */
async function fetchMessage({ client }: SlackListenerParts, room: string, ts: string): Promise<unknown> {
  try {
    const { messages = [] } = await client.conversations.replies({ channel: room, ts, latest: ts, oldest: ts, inclusive: true, limit: 2 });
    return messages.find((message) => message.ts === ts) ?? null;
  } catch (error) {
    translateHiddenFault(error);
    return null;
  }
}
