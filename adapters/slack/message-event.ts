import { z } from 'zod';
import { AppError, type InboundThreadMessage } from '../../src/core/index.ts';
import { fileSchema, toFiles } from './message-files.ts';
import { isRoom, isStamp, messageIdOf } from './place.ts';

interface Spot {
  room: string;
  thread: string;
  /** Of the message that it is about. */
  ts: string;
  user: string;
  text: string;
}

export interface SaidMessage extends Spot {
  kind: 'said';
  isDirect: boolean;
  files: InboundThreadMessage['files'];
}

export interface AmendedMessage extends Spot {
  kind: 'amended';
  how: 'edited' | 'deleted';
  amendmentId: string;
  /** By Slack's clock. */
  at: Date;
}

const stamp = z.string().refine(isStamp);
const id = z.string().refine(isRoom);

const content = z.looseObject({
  subtype: z.string().nullish(),
  user: id.nullish(),
  bot_id: z.string().nullish(),
  bot_profile: z.looseObject({}).nullish(),
  text: z.string().nullish(),
  ts: stamp,
  thread_ts: stamp.nullish(),
  files: z.array(fileSchema).max(100).nullish(),
  edited: z.looseObject({ ts: stamp, user: id.nullish() }).nullish(),
});

const eventSchema = content.extend({
  type: z.enum(['message', 'app_mention']),
  channel: id,
  channel_type: z.string().nullish(),
  deleted_ts: stamp.nullish(),
  message: content.nullish(),
  previous_message: content.nullish(),
});
type MessageEvent = z.infer<typeof eventSchema>;
type Content = z.infer<typeof content>;

/** What a person writes; every other subtype tells of joins, topics, pins and the like. */
const written = new Set<string | null | undefined>([undefined, null, 'file_share', 'thread_broadcast', 'me_message']);

/**
 * What an event says that a person wrote, changed or took back (docs.slack.dev/reference/events/message); null for what
 * nobody wrote, and for all that bots say, ourselves among them: nothing of ours ever comes in again. Throws an AppError
 * for what is no event of this kind.
 */
export function readMessageEvent(event: unknown, ourUser: string | null): SaidMessage | AmendedMessage | null {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) throw new AppError({ code: 'invalid_input', status: 400, publicMessage: 'The event is not as Slack describes it.' });
  const read = parsed.data;
  if (read.subtype === 'message_changed') return changed(read, ourUser);
  if (read.subtype === 'message_deleted') return deleted(read, ourUser);
  const user = personOf(read, ourUser);
  if (user === null || !written.has(read.subtype)) return null;
  const { channel: room, ts, text, thread_ts: thread, channel_type: type } = read;
  return {
    kind: 'said', room, ts, thread: thread ?? ts, user, text: text ?? '', files: toFiles(read.files ?? []),
    isDirect: type === 'im' || ((type ?? null) === null && room.startsWith('D')),
  };
}

function personOf({ user, bot_id: bot, bot_profile: profile, subtype }: Content, ourUser: string | null): string | null {
  const isBot = Boolean(bot) || Boolean(profile) || subtype === 'bot_message' || user === 'USLACKBOT';
  return isBot || !user || user === ourUser ? null : user;
}

/** An unfurled link, a reply counted or a file's preview change a message without its words. */
function changed({ channel: room, message, previous_message: before, ts: changedAt }: MessageEvent, ourUser: string | null): AmendedMessage | null {
  if (!message) return null;
  // A message with answers under it is not deleted: what it said is.
  if (message.subtype === 'tombstone') return before ? takenBack({ room, ts: message.ts, at: changedAt }, before, ourUser) : null;
  const user = personOf(message, ourUser);
  const text = message.text ?? '';
  if (user === null || !written.has(message.subtype) || !message.edited) return null;
  if (before && (before.text ?? '') === text) return null;
  const { ts, edited } = message;
  return {
    kind: 'amended', how: 'edited', room, ts, thread: message.thread_ts ?? ts, user, text,
    amendmentId: `${messageIdOf(room, ts)}:${edited.ts}`, at: dateOf(edited.ts),
  };
}

function deleted({ channel: room, deleted_ts: ts, previous_message: before, ts: at }: MessageEvent, ourUser: string | null): AmendedMessage | null {
  return ts && before ? takenBack({ room, ts, at }, before, ourUser) : null;
}

function takenBack({ room, ts, at }: { room: string; ts: string; at: string }, before: Content, ourUser: string | null): AmendedMessage | null {
  const user = personOf(before, ourUser);
  if (user === null) return null;
  const thread = before.thread_ts ?? ts;
  return { kind: 'amended', how: 'deleted', room, ts, thread, user, text: '', amendmentId: `${messageIdOf(room, ts)}:deleted`, at: dateOf(at) };
}

function dateOf(ts: string): Date {
  return new Date(Math.floor(Number(ts) * 1000));
}
