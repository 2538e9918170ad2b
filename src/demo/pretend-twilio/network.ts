import { forgetOldest } from '../forget-oldest.ts';
import { createExchange } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import type { MediaAnswer } from './media.ts';
import { inboundMessage, inboundParameters, outboundMessage } from './messages.ts';
import type { PretendMessage, TextFromPhone } from './messages.ts';
import type { Phone } from './phone-call.ts';
import type { PhoneLine } from './phone-line.ts';
import { createRecordings } from './recordings.ts';
import type { PretendRecording } from './recordings.ts';
import type { RestCall } from './rest-call.ts';
import { callRoutes } from './rest-calls.ts';
import { conferenceRoutes } from './rest-conferences.ts';
import { messageMediaRoutes, messageRoutes } from './rest-messages.ts';
import { recordingMediaRoutes, recordingRoutes } from './rest-recordings.ts';
import { startRestServer } from './rest-server.ts';
import type { RestServer } from './rest-server.ts';
import { createRooms } from './rooms.ts';
import type { Member } from './rooms.ts';
import { signedPost, WebhooksLost } from './signed-post.ts';
import type { Parameters, PostAnswer } from './signed-post.ts';

export interface NetworkOptions {
  accountSid: string;
  authToken: string;
  /** Where the gateway listens; may be set later, by `connect`. */
  gatewayUrl?: string;
  /** The address the gateway believes to have; the same unless said. */
  publicUrl?: string;
  /** Every webhook is delivered twice in the same instant, and both answers must be the same. */
  deliverTwice?: boolean;
  /** Messages report `sent` and `delivered` by themselves. */
  autoDeliver?: boolean;
  checkRequest?: (call: RestCall) => string[];
  /** The time of what happens at the provider; the system's unless said. */
  now?: () => Date;
}

/** A person who called the gateway. */
export type Caller = PhoneLine;

export interface PretendTwilio extends Pick<RestServer, 'calls' | 'violations' | 'failNext'>, Pick<Exchange, 'legs'> {
  /** Base of the REST interface, for TWILIO_API_URL. */
  apiUrl: string;
  connect(gatewayUrl: string, publicUrl?: string): void;
  /** What the gateway sent. */
  messages: PretendMessage[];
  /** What people sent to the gateway. */
  inbound: PretendMessage[];
  recordings: PretendRecording[];
  /** Dials the gateway; returns when the caller is listened to for the first time, or is gone. */
  call(numbers: { from: string; to: string }): Promise<Caller>;
  /** The nth call (from 1) that the network made to this target, for a REST request or a <Dial>; waits until there is one. */
  legTo(target: string, nth?: number): Promise<PhoneLine>;
  /** Sends a text to the gateway. While webhooks are lost it stays at the provider, and the answer is a 502. */
  text(message: TextFromPhone): Promise<PostAnswer>;
  /** Reports a message's state to its status callback; `ErrorCode` says why it failed. */
  deliver(messageSid: string, status: string, more?: Parameters): Promise<PostAnswer>;
  /** Refuses every text to this number by this code (21610: they said stop), until told null. */
  refuseTexts(to: string, code: number | null, message?: string): void;
  /** What a phone does when rung, an agent's or a customer's; `takes` unless said. */
  setPhone(target: string, phone: Phone): void;
  /** The same, by the name of its first use. */
  setAgentPhone(target: string, phone: Phone): void;
  /** Who is in the conference of this name. */
  conference(name: string): { members(): Member[]; reaches(callIds: string[]): Promise<void> };
  /** How the audio of recordings made from now on is answered. */
  recordingsAnswer(audio: MediaAnswer): void;
  /** A recording the provider made without telling anybody, as when the gateway's fallback took a message. */
  addRecording(recording: { callId: string; seconds: number }): PretendRecording;
  /** Posts a recording's transcription to the callback that asked for it; null: it failed. */
  transcribe(recordingId: string, text: string | null): Promise<PostAnswer>;
  /** From now on no webhook reaches the gateway: calls end, texts and recordings stay at the provider. */
  losesWebhooks(): void;
  delivers(): void;
  /** Forgets all but the newest so many of each kind: texts, calls, recordings, what was asked of it. */
  forget(keep: number): void;
  close(): Promise<void>;
}

/** The provider as seen by the gateway: a REST interface, phones that call and text, and phones that it rings. */
export async function startPretendTwilio(options: NetworkOptions): Promise<PretendTwilio> {
  const { accountSid, authToken, now = () => new Date() } = options;
  const phones = new Map<string, Phone>();
  const messages: PretendMessage[] = [];
  const inbound: PretendMessage[] = [];
  const refused = new Map<string, { code: number; message: string }>();
  const poster = createPoster(options);
  const { post, webhook } = poster;
  const baseUrl = (): string => rest.url;
  const rooms = createRooms(now);
  const recordings = createRecordings({ accountSid, baseUrl, now, post });
  const exchange = createExchange({
    accountSid, rooms, recordings, now, post, webhook,
    phoneOf: (target) => phones.get(target) ?? 'takes',
    onFault: (error) => rest.violations.push(error instanceof Error ? error.message : String(error)),
  });

  const deliver: PretendTwilio['deliver'] = (messageSid, status, more = {}) => {
    const message = messages.find((one) => one.sid === messageSid);
    if (!message) throw new Error(`No message ${messageSid}.`);
    message.status = status;
    message.sentAt ??= now();
    if (typeof more['ErrorCode'] === 'string') message.errorCode = more['ErrorCode'];
    const { to, from, statusCallback } = message;
    if (!statusCallback) throw new Error(`Message ${messageSid} has no status callback.`);
    const state = { MessageSid: messageSid, SmsSid: messageSid, MessageStatus: status, SmsStatus: status };
    return post(statusCallback, { ...state, AccountSid: accountSid, ApiVersion: '2010-04-01', To: to, From: from, ...more }).catch(unreachable);
  };
  const send = (form: URLSearchParams): PretendMessage => {
    const message = outboundMessage(form, now());
    messages.push(message);
    // A receipt that the gateway could not take is lost, as on the real network.
    if (options.autoDeliver) void deliver(message.sid, 'sent').then(() => deliver(message.sid, 'delivered')).catch(() => undefined);
    return message;
  };
  const allMessages = (): PretendMessage[] => [...inbound, ...messages].sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  const rest = await startRestServer({
    accountSid, authToken,
    checkRequest: options.checkRequest,
    routes: [
      ...messageRoutes({ accountSid, all: allMessages, refused, send }),
      ...callRoutes({ accountSid, all: exchange.all, start: exchange.callOut }),
      ...recordingRoutes(recordings, accountSid, baseUrl),
      ...conferenceRoutes(rooms, accountSid),
    ],
    media: [...recordingMediaRoutes(recordings, accountSid), ...messageMediaRoutes({ accountSid, all: allMessages, baseUrl })],
  });
  const setPhone = (target: string, phone: Phone): void => void phones.set(target, phone);

  return {
    apiUrl: rest.url,
    calls: rest.calls,
    violations: rest.violations,
    failNext: rest.failNext,
    close: rest.close,
    messages,
    inbound,
    recordings: recordings.all,
    legs: exchange.legs,
    connect: poster.connect,
    losesWebhooks: poster.lose,
    delivers: poster.deliver,
    call: exchange.dialIn,
    legTo: (target, nth = 1) => exchange.legTo(target, nth),
    text: (given) => {
      const message = inboundMessage(given, now());
      if (!inbound.some(({ sid }) => sid === message.sid)) inbound.push(message);
      return post(webhook('/sms'), { ...inboundParameters(message, accountSid, rest.url), ...given.more }).catch(unreachable);
    },
    deliver,
    refuseTexts: (to, code, message = 'Told to refuse') => {
      if (code === null) refused.delete(to);
      else refused.set(to, { code, message });
    },
    setPhone,
    setAgentPhone: setPhone,
    conference: (name) => ({
      members: () => Array.from(rooms.find(name)?.members.values() ?? []),
      reaches: (callIds) => rooms.reaches(name, callIds),
    }),
    forget: (keep) => {
      for (const list of [rest.calls, rest.violations, messages, inbound, recordings.all, exchange.all, exchange.legs, rooms.all]) forgetOldest(list, keep);
    },
    recordingsAnswer: recordings.answerWith,
    addRecording: ({ callId, seconds }) =>
      recordings.add({ call: exchange.all.find(({ sid }) => sid === callId) ?? null, source: 'RecordVerb', seconds }),
    transcribe: recordings.transcribe,
  };
}

/** What a sender sees whose webhook reached nobody. */
function unreachable(error: unknown): PostAnswer {
  if (error instanceof WebhooksLost) return { status: 502, contentType: 'text/plain', body: '' };
  throw error;
}

/** Posts webhooks to the gateway, once or twice, or loses them. */
function createPoster(options: NetworkOptions) {
  let gatewayUrl = options.gatewayUrl ?? '';
  let publicUrl = options.publicUrl ?? gatewayUrl;
  let isLost = false;
  return {
    connect: (gateway: string, seenAs = gateway): void => {
      gatewayUrl = gateway;
      publicUrl = seenAs;
    },
    lose: (): void => {
      isLost = true;
    },
    deliver: (): void => {
      isLost = false;
    },
    webhook: (path: string): string => `${publicUrl.replace(/\/+$/, '')}/webhooks/twilio${path}`,
    post: async (url: string, parameters: Parameters): Promise<PostAnswer> => {
      if (isLost) throw new WebhooksLost(url);
      const once = () => signedPost(url, parameters, options.authToken, { publicUrl, gatewayUrl });
      if (!options.deliverTwice) return once();
      const [first, second] = await Promise.all([once(), once()]);
      if (first.status !== second.status || first.body !== second.body) {
        throw new Error(`Two deliveries of ${url} were answered differently:\n${first.body}\n${second.body}`);
      }
      return first;
    },
  };
}
