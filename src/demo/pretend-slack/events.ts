import { createHmac } from 'node:crypto';
import { team, type Message, type Workspace } from './workspace.ts';

export interface SignedAnswer {
  status: number;
  headers: Headers;
  body: string;
}

/** Headers that Slack would send with this body (docs.slack.dev/authentication/verifying-requests-from-slack). */
export function signatureOf(body: string, secret: string, at = new Date()): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
}

/** Posts an event as Slack does. */
export async function signedPost(url: string, body: unknown, secret: string): Promise<SignedAnswer> {
  const text = JSON.stringify(body);
  const answer = await fetch(url, { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...signatureOf(text, secret) } });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

export interface Said {
  user: string;
  text: string;
  channel: string;
  thread?: string;
  files?: unknown[];
}

/** What Slack tells of a workspace where people talk. */
export function createEvents(workspace: Workspace) {
  let count = 0;
  const envelope = <Event extends object>(event: Event) => ({
    token: 'not-used', team_id: team, api_app_id: 'A0DESK', type: 'event_callback', event_id: `Ev${String((count += 1)).padStart(8, '0')}`,
    event_time: Math.floor(Date.now() / 1000), authorizations: [{ enterprise_id: null, team_id: team, user_id: 'U0DESKBOT', is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false, event_context: `4-event-${count}`, event,
  });
  const typeOf = (channel: string) => (channel.startsWith('D') ? 'im' : channel.startsWith('G') ? 'group' : 'channel');
  const eventOf = ({ channel, ts, text, user, thread_ts: thread, files }: Message) => ({
    type: 'message', channel, user, text, ts, event_ts: ts, channel_type: typeOf(channel), team,
    ...(thread === undefined ? {} : { thread_ts: thread }), ...(files ? { files, subtype: 'file_share' } : {}),
  });
  return {
    envelope,
    /** Somebody says something: the event that tells of it. */
    says: ({ user, text, channel, thread, files }: Said) => {
      const message = workspace.add({ user, text, channel, ...(thread === undefined ? {} : { thread_ts: thread }) });
      return envelope({ ...eventOf(message), ...(files ? { files, subtype: 'file_share' } : {}) });
    },
    mentions: (said: Said) => {
      const { channel, ts, text, user, thread_ts: thread } = workspace.add({ user: said.user, text: said.text, channel: said.channel, ...(said.thread === undefined ? {} : { thread_ts: said.thread }) });
      return envelope({ type: 'app_mention', channel, user, text, ts, event_ts: ts, team, ...(thread === undefined ? {} : { thread_ts: thread }) });
    },
    changes: (said: { event: { channel: string; ts: string; user: string; text: string } }, text: string) => {
      const { channel, ts, user, text: before } = said.event;
      const at = workspace.nextTs();
      return envelope({
        type: 'message', subtype: 'message_changed', hidden: true, channel, ts: at, event_ts: at, channel_type: typeOf(channel),
        message: { type: 'message', user, text, ts, edited: { user, ts: at } }, previous_message: { type: 'message', user, text: before, ts },
      });
    },
    deletes: (said: { event: { channel: string; ts: string; user: string; text: string } }) => {
      const { channel, ts, user, text } = said.event;
      const at = workspace.nextTs();
      return envelope({
        type: 'message', subtype: 'message_deleted', hidden: true, channel, ts: at, event_ts: at, deleted_ts: ts, channel_type: typeOf(channel),
        previous_message: { type: 'message', user, text, ts },
      });
    },
  };
}
