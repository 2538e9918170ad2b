import twilio from 'twilio';
import type { DeliveryReceipt, InboundText, PastCall, PastRecording, PastText, ProviderHistory } from '../../src/core/index.ts';
import { unavailable } from '../../src/core/index.ts';
import { recordingKind, toCallState } from './call-requests.ts';
import { toReceipt } from './messages.ts';
import { createTwilioClient, type TwilioClientOptions } from './rest-client.ts';
import { publicBase } from './webhook-urls.ts';

type Client = ReturnType<typeof twilio>;
interface Page<Item> {
  instances: Item[];
  nextPage(): Promise<Page<Item>> | undefined;
}

/** The provider gives a thousand at most. */
const usualPage = 500;
/** Ends a list that would go round in circles: half a million things of one kind are more than a desk hears in a year. */
const mostPages = 1000;

/** What the provider kept, by its REST lists (twilio.com/docs/messaging/api/message-resource, /docs/voice/api/call-resource, /docs/voice/api/recording). */
export function createTwilioHistory(options: TwilioClientOptions & { pageSize?: number }): ProviderHistory {
  const { pageSize = usualPage } = options;
  const client = createTwilioClient(options);
  const base = options.apiUrl === undefined ? 'https://api.twilio.com' : publicBase(options.apiUrl);
  return {
    texts: async function* (since) {
      for await (const page of pages(() => client.messages.page({ dateSentAfter: since, pageSize }))) {
        yield page.flatMap((message): PastText[] => {
          // A list may be as coarse as a day.
          if (message.direction !== 'inbound' || message.dateCreated < since) return [];
          const { sid, from, to, body, dateCreated } = message;
          const inbound = { providerId: sid, from, to, text: body, receivedAt: dateCreated };
          return [message.numMedia === '0' ? { inbound } : { inbound, files: () => filesOf(client, sid, base) }];
        });
      }
    },
    calls: async function* (since) {
      for await (const page of pages(() => client.calls.page({ startTimeAfter: since, pageSize }))) {
        yield page.flatMap((call): PastCall[] => {
          const startedAt = startOf(call);
          if (call.direction !== 'inbound' || startedAt < since) return [];
          const { state, seconds } = stateOf(call);
          return [{ callId: call.sid, from: call.from, to: call.to, receivedAt: startedAt, state, seconds }];
        });
      }
    },
    recordings: async function* (since) {
      for await (const page of pages(() => client.recordings.page({ dateCreatedAfter: since, pageSize }))) {
        yield page.flatMap((recording): PastRecording[] => {
          const { sid, callSid, status, duration, dateCreated, uri, source } = recording;
          if (!callSid || status !== 'completed' || dateCreated < since) return [];
          const url = `${base}${uri.replace(/\.json$/, '')}`;
          return [{ callId: callSid, recording: { id: sid, url, seconds: toSeconds(duration) ?? 0, kind: recordingKind(source) }, at: dateCreated }];
        });
      }
    },
    findCall: (callId) => read(async () => stateOf(await client.calls(callId).fetch())),
    receiptOf: (providerId) => read(async () => receiptOf(await client.messages(providerId).fetch())),
  };
}

async function* pages<Item>(first: () => Promise<Page<Item>>): AsyncGenerator<Item[]> {
  let page: Page<Item> | undefined = await reach(first);
  for (let number = 1; page; number += 1) {
    if (number > mostPages) throw new Error(`A list of Twilio has more than ${mostPages} pages.`);
    yield page.instances;
    const shown: Page<Item> = page;
    page = await reach(async () => shown.nextPage());
  }
}

/** Null for what the provider does not know. */
function read<Result>(request: () => Promise<Result>): Promise<Result | null> {
  return reach(async () => {
    try {
      return await request();
    } catch (error) {
      if (error instanceof twilio.RestException && error.status === 404) return null;
      throw error;
    }
  });
}

/** Of the fault nothing is kept: it holds our password. */
async function reach<Result>(request: () => Promise<Result>): Promise<Result> {
  try {
    return await request();
  } catch {
    throw unavailable('Twilio');
  }
}

async function filesOf(client: Client, messageSid: string, base: string): Promise<InboundText['media']> {
  const media = await reach(() => client.messages(messageSid).media.list({ limit: 100 }));
  return media.map(({ uri, contentType }) => ({ url: `${base}${uri.replace(/\.json$/, '')}`, contentType }));
}

/** Null dates come as such, whatever the SDK's types say. */
function startOf(call: { startTime: Date | null; dateCreated: Date }): Date {
  return call.startTime ?? call.dateCreated;
}

function stateOf(call: { status: string; duration: string | null }): Pick<PastCall, 'state' | 'seconds'> {
  return { state: toCallState(call.status) ?? 'in-progress', seconds: toSeconds(call.duration) };
}

function toSeconds(written: string | null): number | null {
  return written !== null && /^\d{1,9}$/.test(written) ? Number(written) : null;
}

function receiptOf(message: { sid: string; status: string; errorCode: number | null; errorMessage: string | null }): DeliveryReceipt | null {
  return toReceipt({
    MessageSid: message.sid,
    MessageStatus: message.status,
    ErrorCode: message.errorCode === null ? undefined : String(message.errorCode),
    ErrorMessage: message.errorMessage ?? undefined,
  });
}
