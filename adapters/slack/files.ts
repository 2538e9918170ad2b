import type { webApi } from '@slack/bolt';
import type { Fetched, FileSource } from '../../src/desk/files/index.ts';
import { sharedFile } from './message-files.ts';

export interface SlackFilesOptions {
  client: webApi.WebClient;
  botToken: string;
  apiUrl: string | null;
}

const wholeWithinMs = 60_000;
const mostRedirects = 3;
/** Where Slack keeps files; our token goes to the first only. */
const ownHost = 'files.slack.com';
const storage = /^(files|files-origin)\.slack\.com$|(^|\.)slack-(files|edge)\.com$/;

/**
 * Fetches files of messages with the bot's token (docs.slack.dev/messaging/working-with-files), from Slack's own hosts
 * and nobody else's. The page that asks to log in, which a token without `files:read` gets, is not taken for the file.
 */
export function createSlackFiles({ client, botToken, apiUrl }: SlackFilesOptions): FileSource {
  const base = apiUrl === null ? null : new URL(apiUrl).origin;
  const isOwn = (url: URL) => url.username === '' && (url.origin === base || url.origin === `https://${ownHost}`);
  const mayLeadTo = (url: URL) => isOwn(url) || (url.protocol === 'https:' && url.port === '' && url.username === '' && storage.test(url.hostname));

  const follow = async (start: URL, signal: AbortSignal): Promise<Fetched> => {
    let url = start;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const answer = await fetch(url.href, { headers: isOwn(url) ? { authorization: `Bearer ${botToken}` } : {}, redirect: 'manual', signal });
      const target = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
      if (target === null) return toFetched(answer);
      await answer.body?.cancel();
      const next = URL.canParse(target, url.href) ? new URL(target, url.href) : null;
      // To where people log in, as a rule.
      if (!next || !mayLeadTo(next)) return { kind: 'unreachable' };
      url = next;
    }
    return { kind: 'unreachable' };
  };

  return {
    fetch: async (address, signal) => {
      try {
        const shared = sharedFile(address);
        const place = shared === null ? address : await addressOfShared(client, shared);
        const url = URL.canParse(place) ? new URL(place) : null;
        if (!url || !isOwn(url)) return { kind: 'foreign-address' };
        return await follow(url, AbortSignal.any([signal, AbortSignal.timeout(wholeWithinMs)]));
      } catch {
        // Of a fault nothing is told: it may name the address.
        return { kind: 'unreachable' };
      }
    },
    deleteRecording: () => Promise.resolve('unreachable'),
  };
}

/** Of a file that another workspace shares with ours. */
async function addressOfShared(client: webApi.WebClient, file: string): Promise<string> {
  const { file: told } = await client.files.info({ file });
  return told?.url_private_download ?? told?.url_private ?? '';
}

async function toFetched(answer: Response): Promise<Fetched> {
  const { body, headers } = answer;
  const isPage = /^text\/html\b/i.test(headers.get('content-type') ?? '') && !/^attachment\b/i.test(headers.get('content-disposition') ?? '');
  if (answer.status === 200 && body && !isPage) {
    const declared = headers.get('content-encoding') === null ? headers.get('content-length') : null;
    return {
      kind: 'content', stream: body, cancel: () => body.cancel(),
      declaredSize: declared !== null && /^\d{1,15}$/.test(declared) ? Number(declared) : null,
    };
  }
  await body?.cancel();
  return { kind: answer.status === 404 || answer.status === 410 ? 'not-found' : 'unreachable' };
}
