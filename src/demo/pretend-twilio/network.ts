import type { AgentLeg, AgentPhone } from './agent-phone.ts';
import { followCall } from './line.ts';
import type { Heard } from './line.ts';
import { createMailbox } from './mailbox.ts';
import type { LineState, Mailbox } from './mailbox.ts';
import { startRestServer } from './rest-server.ts';
import type { RestCall, RestServer } from './rest-server.ts';
import { signedPost } from './signed-post.ts';
import type { Parameters, PostAnswer } from './signed-post.ts';
import { newSid } from './sids.ts';

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
}

/** A person on the phone. Every action returns when the line listens again or has ended. */
export interface Caller {
  callId: string;
  heard: Heard[];
  /** Every document the gateway answered with, as XML. */
  documents: string[];
  agentLegs: AgentLeg[];
  /** All that was heard, in one text. */
  said(): string;
  state(): LineState;
  press(digits: string): Promise<void>;
  /** Presses nothing at a menu, waits for music to end, says nothing to a voicemail. */
  silence(): Promise<void>;
  speak(seconds: number): Promise<void>;
  hangUp(): Promise<void>;
  /** The agent ends the conversation. */
  agentHangsUp(): Promise<void>;
  /** Returns when the line is so; throws when the call ends before. */
  reaches(state: LineState): Promise<void>;
}

export interface PretendTwilio extends Pick<RestServer, 'messages' | 'calls' | 'violations' | 'failNext'> {
  /** Base of the REST interface, for TWILIO_API_URL. */
  apiUrl: string;
  connect(gatewayUrl: string, publicUrl?: string): void;
  /** Dials the gateway; returns when the caller is listened to for the first time. */
  call(numbers: { from: string; to: string }): Promise<Caller>;
  /** Sends a text to the gateway. */
  text(message: { from: string; to: string; body: string; messageSid?: string; more?: Parameters }): Promise<PostAnswer>;
  /** Reports a message's state to its status callback. */
  deliver(messageSid: string, status: string, more?: Parameters): Promise<PostAnswer>;
  /** What an agent's phone does when rung; `takes` unless said. */
  setAgentPhone(target: string, behaviour: AgentPhone): void;
  close(): Promise<void>;
}

/** The provider as seen by the gateway: a REST interface, phones that call and text, and agents' phones. */
export async function startPretendTwilio(options: NetworkOptions): Promise<PretendTwilio> {
  const { accountSid, authToken } = options;
  const lines = new Map<string, Mailbox>();
  const phones = new Map<string, AgentPhone>();
  let gatewayUrl = options.gatewayUrl ?? '';
  let publicUrl = options.publicUrl ?? gatewayUrl;

  const post = async (url: string, parameters: Parameters): Promise<PostAnswer> => {
    const once = () => signedPost(url, parameters, authToken, { publicUrl, gatewayUrl });
    if (!options.deliverTwice) return once();
    const [first, second] = await Promise.all([once(), once()]);
    if (first.status !== second.status || first.body !== second.body) {
      throw new Error(`Two deliveries of ${url} were answered differently:\n${first.body}\n${second.body}`);
    }
    return first;
  };
  const webhook = (path: string): string => `${publicUrl.replace(/\/+$/, '')}/webhooks/twilio${path}`;
  const deliver: PretendTwilio['deliver'] = (messageSid, status, more = {}) => {
    const message = rest.messages.find((one) => one.sid === messageSid);
    if (!message?.statusCallback) throw new Error(`No message ${messageSid} with a status callback.`);
    const { to, from, statusCallback } = message;
    const state = { MessageSid: messageSid, SmsSid: messageSid, MessageStatus: status, SmsStatus: status };
    return post(statusCallback, { ...state, AccountSid: accountSid, ApiVersion: '2010-04-01', To: to, From: from, ...more });
  };
  const rest = await startRestServer({
    accountSid,
    authToken,
    checkRequest: options.checkRequest,
    onMessage: ({ sid }) => {
      // A receipt that the gateway could not take is lost, as on the real network.
      if (options.autoDeliver) void deliver(sid, 'sent').then(() => deliver(sid, 'delivered')).catch(() => undefined);
    },
    redirectCall: (callSid, url) => {
      const line = lines.get(callSid);
      if (!line) return 'unknown';
      return line.interrupt(url) ? 'redirected' : 'over';
    },
  });

  return {
    apiUrl: rest.url,
    messages: rest.messages,
    calls: rest.calls,
    violations: rest.violations,
    failNext: rest.failNext,
    connect: (gateway, seenAs = gateway) => {
      gatewayUrl = gateway;
      publicUrl = seenAs;
    },
    call: async ({ from, to }) => {
      const callId = newSid('CA');
      const mailbox = createMailbox();
      lines.set(callId, mailbox);
      const common = callParameters({ callId, accountSid, from, to });
      const heard: Heard[] = [];
      const documents: string[] = [];
      const agentLegs: AgentLeg[] = [];
      const world = { mailbox, common, heard, documents, agentLegs, post, phoneOf: (target: string) => phones.get(target) ?? 'takes' };
      followCall(world, webhook('/voice'))
        .then(() => post(webhook('/status'), { ...common, ...callEnded }))
        .then(() => mailbox.end())
        .catch((error: unknown) => mailbox.end(error instanceof Error ? error : new Error(String(error))));
      await settled(mailbox);
      return callerOf(callId, mailbox, world);
    },
    text: ({ from, to, body, messageSid = newSid('SM'), more = {} }) =>
      post(webhook('/sms'), {
        MessageSid: messageSid,
        SmsSid: messageSid,
        SmsMessageSid: messageSid,
        AccountSid: accountSid,
        From: from,
        To: to,
        Body: body,
        NumMedia: '0',
        NumSegments: '1',
        SmsStatus: 'received',
        ApiVersion: '2010-04-01',
        ...more,
      }),
    deliver,
    setAgentPhone: (target, behaviour) => {
      phones.set(target, behaviour);
    },
    close: rest.close,
  };
}

const callEnded = { CallStatus: 'completed', CallDuration: '42', Duration: '1', SequenceNumber: '0', CallbackSource: 'call-progress-events' };

/** Returns at the first listening, or when the call ended without one; throws the call's fault. */
async function settled(mailbox: Mailbox): Promise<void> {
  const states: LineState[] = ['menu', 'waiting', 'recording', 'ringing', 'talking', 'ended'];
  await Promise.any(states.map((state) => mailbox.reaches(state))).catch((error: unknown) => {
    throw error instanceof AggregateError ? error.errors[0] : error;
  });
}

function callerOf(
  callId: string,
  mailbox: Mailbox,
  { heard, documents, agentLegs }: Pick<Caller, 'heard' | 'documents' | 'agentLegs'>,
): Caller {
  return {
    callId,
    heard,
    documents,
    agentLegs,
    said: () => heard.map(({ text }) => text).join(' '),
    state: mailbox.state,
    press: (digits) => mailbox.make({ kind: 'keys', digits }),
    silence: () => mailbox.make({ kind: 'silence' }),
    speak: (seconds) => mailbox.make({ kind: 'speak', seconds }),
    hangUp: () => mailbox.make({ kind: 'hang-up' }),
    agentHangsUp: () => mailbox.make({ kind: 'agent-hangs-up' }),
    reaches: mailbox.reaches,
  };
}

/** What a real inbound call carries, with what nobody documents. */
function callParameters(call: { callId: string; accountSid: string; from: string; to: string }): Parameters {
  return {
    CallSid: call.callId,
    AccountSid: call.accountSid,
    From: call.from,
    To: call.to,
    Caller: call.from,
    Called: call.to,
    CallStatus: 'in-progress',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
    CallToken: '%7B%22parentCallInfoToken%22%3A%22x%22%7D',
    StirVerstat: 'TN-Validation-Passed-A',
    FromCountry: 'CO',
    ToCountry: 'CO',
    FromCity: '',
    ToCity: 'Bogotá',
  };
}
