import type { webApi } from '@slack/bolt';
import type { OutboundText } from '../../src/core/index.ts';
import { messageIdOf, readPlace } from './place.ts';

type Message = NonNullable<webApi.ConversationsHistoryResponse['messages']>[number];

/** Slack's clock may be behind ours by this much. */
const clockSlackSeconds = 120;
const mostPages = 5;
const pageSize = 200;

/**
 * Looks a text of ours up by the name that its message keeps; null when it is not there, or not with all of its files.
 * Rejects when Slack does not tell.
 */
export async function findSent(client: webApi.WebClient, text: OutboundText, since: Date): Promise<{ providerId: string; begins?: string } | null> {
  const { reference, files = [] } = text;
  const place = readPlace(text.to);
  if (!place || reference === undefined) return null;
  const channel = await roomOf(client, place.channel);
  const messages = await messagesSince(client, { channel, thread: place.thread }, Math.floor(since.getTime() / 1000) - clockSlackSeconds);
  const found = messages.find(({ metadata, ts }) => ts !== undefined && referenceOf(metadata?.event_payload) === reference);
  if (found?.ts === undefined) return null;
  const under = place.thread === null && files.length > 0 ? await messagesSince(client, { channel, thread: found.ts }, 0) : messages;
  const shown = new Set(under.flatMap((message) => (message.files ?? []).map(({ name }) => name)));
  if (!files.every(({ name }) => shown.has(name))) return null;
  const providerId = messageIdOf(channel, found.ts);
  return { providerId, ...(place.thread === null ? { begins: providerId } : {}) };
}

/** Where messages to a person stand. */
async function roomOf(client: webApi.WebClient, id: string): Promise<string> {
  if (!/^[UW]/.test(id)) return id;
  const { channel } = await client.conversations.open({ users: id });
  return channel?.id ?? id;
}

async function messagesSince(client: webApi.WebClient, { channel, thread }: { channel: string; thread: string | null }, oldest: number): Promise<Message[]> {
  const messages: Message[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const asked = { channel, oldest: `${Math.max(0, oldest)}.000000`, include_all_metadata: true, limit: pageSize, ...(cursor ? { cursor } : {}) };
    const answer = thread === null ? await client.conversations.history(asked) : await client.conversations.replies({ ...asked, ts: thread });
    messages.push(...(answer.messages ?? []));
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return messages;
}

function referenceOf(payload: object | undefined): unknown {
  return payload && 'reference' in payload ? payload.reference : null;
}
