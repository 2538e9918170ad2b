import type { Fetched, FileSource } from '../../src/desk/files/index.ts';
import { createTrust, type Trust } from './media-hosts.ts';
import { timeLimit } from './time-limit-signal.ts';

export interface TwilioMediaOptions {
  accountSid: string;
  authToken: string;
  /** Another base of the REST interface, for tests. */
  apiUrl?: string | undefined;
  /** Milliseconds until an answer begins; 15 s unless said. */
  answerWithinMs?: number;
  /** Milliseconds until the last byte; 60 s unless said. */
  wholeWithinMs?: number;
}

const mostRedirects = 3;

/**
 * Fetches media of messages and recordings of calls with the account's credentials
 * (twilio.com/docs/messaging/api/media-resource, twilio.com/docs/voice/api/recording). Recordings come as MP3: a fifth of
 * the size of WAV, and the telephone has no more to give.
 */
export function createTwilioMedia(options: TwilioMediaOptions): FileSource {
  const trust = createTrust(options.apiUrl);
  const authorization = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`;
  const headersFor = (url: URL): Record<string, string> => (trust.mayHaveCredentials(url) ? { authorization } : {});

  return {
    fetch: async (address, signal) => {
      const url = trust.entrance(address);
      if (!url) return { kind: 'foreign-address' };
      if (isRecording(url)) url.pathname += '.mp3';
      const whole = timeLimit(options.wholeWithinMs ?? 60_000, signal);
      const following = { trust, headersFor, signal: whole.signal, answerWithinMs: options.answerWithinMs ?? 15_000 };
      // Of a fault nothing is told: it may name the address, which is a key to the file.
      const fetched = await follow(url, following).catch((): Fetched => ({ kind: 'unreachable' }));
      return endingWith(fetched, whole.end);
    },
    deleteRecording: async (address) => {
      const url = trust.entrance(address);
      // Only ever what is a recording: nothing else is deleted by an address that somebody sent.
      if (!url || !isRecording(url)) return 'unreachable';
      url.pathname += '.json';
      const { signal, end } = timeLimit(options.answerWithinMs ?? 15_000);
      try {
        const answer = await fetch(url.href, { method: 'DELETE', headers: headersFor(url), redirect: 'error', signal });
        await answer.body?.cancel();
        return answer.ok || answer.status === 404 ? 'deleted' : 'unreachable';
      } catch {
        return 'unreachable';
      } finally {
        end();
      }
    },
  };
}

interface Following {
  trust: Trust;
  headersFor: (url: URL) => Record<string, string>;
  signal: AbortSignal;
  answerWithinMs: number;
}

/** Credentials go to nobody but the provider; what it points at elsewhere is asked for without. */
async function follow(start: URL, { trust, headersFor, signal, answerWithinMs }: Following): Promise<Fetched> {
  let url = start;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await answerTo(url, headersFor(url), signal, answerWithinMs);
    const target = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
    if (target === null) return toFetched(answer);
    await answer.body?.cancel();
    const next = URL.canParse(target, url.href) ? new URL(target, url.href) : null;
    if (!next || !trust.mayPointTo(next)) return { kind: 'foreign-address' };
    url = next;
  }
  return { kind: 'unreachable' };
}

async function answerTo(url: URL, headers: Record<string, string>, whole: AbortSignal, withinMs: number): Promise<Response> {
  const late = timeLimit(withinMs, whole);
  try {
    return await fetch(url.href, { headers, redirect: 'manual', signal: late.signal });
  } finally {
    // It has begun in time; from here on the whole's limit counts.
    late.lift();
  }
}

/** The same, and `end` is called once nobody reads it any more. */
function endingWith(fetched: Fetched, end: () => void): Fetched {
  if (fetched.kind !== 'content') {
    end();
    return fetched;
  }
  const { stream, cancel } = fetched;
  async function* toTheEnd() {
    try {
      yield* stream;
    } finally {
      end();
    }
  }
  return { ...fetched, stream: toTheEnd(), cancel: () => cancel().finally(end) };
}

async function toFetched(answer: Response): Promise<Fetched> {
  const { body } = answer;
  if (answer.status === 200 && body) {
    const declared = answer.headers.get('content-encoding') === null ? answer.headers.get('content-length') : null;
    return {
      kind: 'content', stream: body, cancel: () => body.cancel(),
      declaredSize: declared !== null && /^\d{1,15}$/.test(declared) ? Number(declared) : null,
    };
  }
  await body?.cancel();
  return { kind: answer.status === 404 || answer.status === 410 ? 'not-found' : 'unreachable' };
}

/** A recording's own address, without the ending that says in which form it is wanted. */
function isRecording(url: URL): boolean {
  return /\/Recordings\/RE[\da-f]{32}$/i.test(url.pathname);
}
