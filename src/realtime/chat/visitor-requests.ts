import { z } from 'zod';
import { AppError, createRateLimit, invalidInput, invalidShape, localeSchema, storableText, type Attachment, type RateLimit } from '../../core/index.ts';
import type { Acceptance } from '../../intake/accept.ts';
import type { ChatAnswer } from '../chat-protocol.ts';
import type { ChatParts } from './chat-needs.ts';
import type { Crowd, Page, Visitor, VisitorSocket } from './crowd.ts';
import type { Conversations } from './welcome.ts';

/** Characters of one message. */
export const mostCharacters = 10_000;
const mostFiles = 10;

const idSchema = z.string().regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -');
/** As PostgreSQL can hold it. */
const written = z.string().transform(storableText).pipe(z.string().trim());
const textSchema = written.pipe(z.string().max(mostCharacters, `must have at most ${mostCharacters} characters`));
const emailSchema = z.email().max(254).transform((email) => email.toLowerCase());
/** What a form left empty counts as left out. */
const maybe = <Value extends z.ZodType>(value: Value) =>
  z.union([z.literal(''), z.null(), value]).optional().transform((given) => (given === '' || given === null ? undefined : given));
const filesSchema = z.array(z.string().max(2_000)).max(mostFiles).default([]);
const keySchema = z.string().max(60);
const hasWords = ({ text, files }: { text: string; files: string[] }) => text !== '' || files.length > 0;
const needsWords = { message: 'must not be empty', path: ['text'] };

export const startSchema = z
  .object({
    id: idSchema, text: textSchema, name: maybe(written.pipe(z.string().max(200))), email: maybe(emailSchema),
    service: maybe(keySchema), entry: maybe(keySchema), locale: localeSchema.optional(), files: filesSchema,
  })
  .refine(hasWords, needsWords);
export const saySchema = z.object({ id: idSchema, text: textSchema, files: filesSchema }).refine(hasWords, needsWords);
export const emailRequestSchema = z.object({ email: emailSchema });
export const shownSchema = z.object({ ids: z.array(z.uuid()).max(100) });

export interface RequestLimits {
  /** Everything, also what has no name here. */
  requests: RateLimit;
  /** Whoever sends more than this is sent away. */
  floods: RateLimit;
  messages: RateLimit;
  emails: RateLimit;
  typing: RateLimit;
  startsOfAddress: RateLimit;
}

const tenSeconds = 10_000;

export function createRequestLimits({ clock, desk }: Pick<ChatParts, 'clock' | 'desk'>): RequestLimits {
  return {
    requests: createRateLimit(clock, 100, tenSeconds), floods: createRateLimit(clock, 400, tenSeconds),
    messages: createRateLimit(clock, 10, tenSeconds), emails: createRateLimit(clock, 5, 60 * 60_000), typing: createRateLimit(clock, 1, 2_000),
    startsOfAddress: createRateLimit(clock, desk.chat.limits.startsPerMinute, 60_000),
  };
}

/** Serves what a visitor's page asks for. Nothing it sends can throw: every fault becomes an answer, or is dropped where none was asked for. */
export function serveVisitor(
  parts: ChatParts,
  { crowd, conversations, limits, began, typing }: {
    crowd: Crowd;
    conversations: Conversations;
    limits: RequestLimits;
    /** Their other pages are to be shown the conversation, too. */
    began: (visitorId: string) => void;
    typing: (visitor: Visitor) => void;
  },
  page: Page,
): void {
  const { chat, departures, uploadTokens, logger, metrics } = parts;
  const { socket } = page;
  const { visitorId, locale, addressKey } = socket.data;

  const serve = <Payload extends z.ZodType>(schema: Payload, work: (payload: z.output<Payload>) => Promise<ChatAnswer>) =>
    (payload: unknown, acknowledge: unknown) => {
      void perform(schema, payload, work, logger).then(acknowledgement(payload, acknowledge));
    };
  const filesOf = (tokens: string[]): Attachment[] => tokens.map((token) => {
    const file = uploadTokens.read(token, visitorId);
    if (!file) throw invalidInput({ files: 'must be files that were uploaded here within the last 23 hours' });
    const { sha256, size, type, name } = file;
    return { url: '', contentType: type, ...(name !== null && { name }), file: { sha256, size } };
  });
  const count = (accepted: Acceptance) => {
    metrics?.contactAccepted({ channel: 'chat', outcome: accepted.kind });
    if (accepted.kind === 'blocked') throw new AppError({ code: 'refused', status: 403, publicMessage: 'The desk does not take messages from here.' });
  };
  const joined = async () => {
    const visitor = crowd.find(visitorId);
    const conversation = visitor && (await conversations.join(visitor));
    if (!conversation) throw new Error('What a visitor said is in no conversation of theirs.');
    return conversation;
  };

  limitAll(socket, limits, visitorId, metrics);
  socket.on('chat:start', serve(startSchema, async (start) => {
    demand(limits.messages.allows(visitorId) && limits.startsOfAddress.allows(addressKey));
    count(await chat.start(visitorId, { ...start, locale: start.locale ?? locale, files: filesOf(start.files) }));
    const conversation = await joined();
    began(visitorId);
    return { ok: true, conversation };
  }));
  socket.on('chat:say', serve(saySchema, async (said) => {
    demand(limits.messages.allows(visitorId));
    count(await chat.say(visitorId, { ...said, locale, files: filesOf(said.files) }));
    const visitor = crowd.find(visitorId);
    const found = visitor && (await conversations.said(visitor, said.id));
    if (found?.isElsewhere) began(visitorId);
    return { ok: true, ...(found && { message: found.message }) };
  }));
  socket.on('chat:email', serve(emailRequestSchema, async ({ email }) => {
    demand(limits.emails.allows(visitorId));
    await chat.giveEmail(visitorId, email, locale);
    return { ok: true };
  }));
  socket.on('chat:shown', serve(shownSchema, async ({ ids }) => {
    if (ids.length > 0) await departures.shown(visitorId, ids);
    return { ok: true };
  }));
  socket.on('chat:end', serve(z.unknown(), async () => {
    await chat.end(visitorId);
    const visitor = crowd.find(visitorId);
    if (visitor?.place) began(visitorId);
    return { ok: true };
  }));
  socket.on('chat:typing', () => {
    const visitor = crowd.find(visitorId);
    if (visitor?.place && limits.typing.allows(visitorId)) typing(visitor);
  });
}

function limitAll(socket: VisitorSocket, limits: RequestLimits, visitorId: string, metrics: ChatParts['metrics']): void {
  socket.use((packet: unknown[], next) => {
    if (limits.requests.allows(visitorId)) return next();
    metrics?.visitorRefused({ reason: 'too-many-requests' });
    if (!limits.floods.allows(visitorId)) return void socket.disconnect(true);
    acknowledgement(packet[1], packet[2])(refusal('too_many_requests', 'Too many messages at once. Please wait a few seconds.'));
  });
}

function demand(isAllowed: boolean): void {
  if (!isAllowed) throw new AppError({ code: 'too_many_requests', status: 429, publicMessage: 'Too many messages at once. Please wait a few seconds.' });
}

async function perform<Payload extends z.ZodType>(
  schema: Payload,
  payload: unknown,
  work: (payload: z.output<Payload>) => Promise<ChatAnswer>,
  logger: ChatParts['logger'],
): Promise<ChatAnswer> {
  try {
    const read = schema.safeParse(payload);
    if (!read.success) throw invalidShape(read.error, { whole: 'payload', depth: 1 });
    return await work(read.data);
  } catch (error) {
    if (error instanceof AppError) return refusal(error.code, error.publicMessage, error.fields);
    logger.error({ err: error }, 'a request of a visitor failed');
    return refusal('internal', 'This could not be done. Please try again.');
  }
}

function refusal(code: string, message: string, fields?: Record<string, string>): ChatAnswer {
  return { error: fields ? { code, message, fields } : { code, message } };
}

/** The callback a request brought, wherever it stands; one that does nothing when it brought none. */
function acknowledgement(...candidates: unknown[]): (answer: ChatAnswer) => void {
  const callback = candidates.find((candidate) => typeof candidate === 'function');
  return (answer) => {
    if (callback) Reflect.apply(callback, undefined, [answer]);
  };
}
