import { bot, team, type Message, type Workspace } from './workspace.ts';

export type Arguments = Record<string, string>;
export type Answer = Record<string, unknown>;
export type Method = (given: Arguments) => Answer;

/** What each method asks for (docs.slack.dev/reference/methods); one that is not here is not used by this program. */
export const required: Record<string, string[]> = {
  'auth.test': [],
  'apps.connections.open': [],
  'users.info': ['user'],
  'users.lookupByEmail': ['email'],
  'conversations.info': ['channel'],
  'conversations.open': ['users'],
  'conversations.history': ['channel'],
  'conversations.replies': ['channel', 'ts'],
  'chat.postMessage': ['channel', 'text'],
  'chat.update': ['channel', 'ts'],
  'chat.postEphemeral': ['channel', 'user'],
  'chat.getPermalink': ['channel', 'message_ts'],
  'views.open': ['view', 'trigger_id'],
  'views.update': ['view'],
  'views.publish': ['user_id', 'view'],
  'files.info': ['file'],
  'files.getUploadURLExternal': ['filename', 'length'],
  'files.completeUploadExternal': ['files'],
};

const refused = (error: string): Answer => ({ ok: false, error });

/** Slack's side of the Web API, as far as the program uses it. */
export function createMethods(workspace: Workspace, origin: () => string): Record<string, Method> {
  const { people, messages, uploads } = workspace;
  const roomOf = (channel: string) => (/^[UW]/.test(channel) ? workspace.directRoom(channel) : channel);
  const since = (all: Message[], { oldest = '0', latest = '9999999999', inclusive = 'false', limit = '100' }: Arguments) => {
    const within = (ts: number) => ts > Number(oldest) && ts < Number(latest);
    return all.filter(({ ts }) => within(Number(ts)) || (inclusive === 'true' && (ts === oldest || ts === latest))).slice(0, Number(limit));
  };

  return {
    'auth.test': () => ({ ok: true, url: 'https://desk.slack.com/', team: 'Desk', user: 'desk', team_id: team, user_id: bot.user, bot_id: bot.id }),
    'users.info': ({ user = '' }) => {
      const person = people.get(user);
      if (!person) return refused('user_not_found');
      const { id, name, email, locale, flags } = person;
      return { ok: true, user: { id, team_id: person.team ?? team, name: name.toLowerCase(), real_name: name, locale: locale ?? 'es-ES', profile: { display_name: '', real_name: name, email }, ...flags } };
    },
    'users.lookupByEmail': ({ email = '' }) => {
      const found = [...people.values()].find((person) => person.email === email);
      return found ? { ok: true, user: { id: found.id, team_id: team } } : refused('users_not_found');
    },
    'conversations.info': ({ channel = '' }) => {
      const room = workspace.rooms.get(channel);
      return room ? { ok: true, channel: { id: channel, name: room.name, is_member: room.isMember ?? true } } : refused('channel_not_found');
    },
    'conversations.open': ({ users = '' }) => ({ ok: true, channel: { id: workspace.directRoom(users) } }),
    'conversations.history': (given) => ({ ok: true, messages: since(messages.filter(({ channel, thread_ts: thread, ts }) => channel === given['channel'] && (thread ?? ts) === ts), given) }),
    'conversations.replies': (given) => ({ ok: true, messages: since(messages.filter(({ channel, thread_ts: thread, ts }) => channel === given['channel'] && ((thread ?? ts) === given['ts'] || ts === given['ts'])), given) }),
    'chat.postMessage': ({ channel = '', text = '', thread_ts: thread, metadata, blocks }) => {
      const room = roomOf(channel);
      const message = workspace.add({
        channel: room, text, user: bot.user, bot_id: bot.id, ...(thread === undefined ? {} : { thread_ts: thread }),
        ...(metadata === undefined ? {} : { metadata: readMetadata(metadata) }), ...(blocks === undefined ? {} : { blocks: JSON.parse(blocks) as unknown }),
      });
      return { ok: true, channel: room, ts: message.ts, message };
    },
    'chat.update': ({ channel = '', ts = '', text, blocks }) => {
      const message = messages.find((one) => one.channel === channel && one.ts === ts);
      if (!message) return refused('message_not_found');
      if (text !== undefined) message.text = text;
      if (blocks !== undefined) message.blocks = JSON.parse(blocks) as unknown;
      return { ok: true, channel, ts, text: message.text };
    },
    'chat.postEphemeral': () => ({ ok: true, message_ts: workspace.nextTs() }),
    'chat.getPermalink': ({ channel = '', message_ts: ts = '' }) => ({ ok: true, channel, permalink: `https://desk.slack.com/archives/${channel}/p${ts.replace('.', '')}` }),
    'views.open': () => ({ ok: true, view: { id: 'V0VIEW', hash: '1' } }),
    'views.update': () => ({ ok: true, view: { id: 'V0VIEW', hash: '2' } }),
    'views.publish': () => ({ ok: true, view: { id: 'V0HOME', hash: '1' } }),
    'files.info': ({ file = '' }) => ({ ok: true, file: { id: file, name: 'shared.txt', mimetype: 'text/plain', url_private_download: `${origin()}/files-pri/${team}-${file}/download/shared.txt` } }),
    'files.getUploadURLExternal': ({ filename = '', length = '0' }) => {
      const id = `F0UP${uploads.size + 1}`;
      uploads.set(id, { id, name: filename, length: Number(length), bytes: null });
      return { ok: true, file_id: id, upload_url: `${origin()}/upload/${id}` };
    },
    'files.completeUploadExternal': ({ files = '[]', channel_id: channel, thread_ts: thread }) => {
      const given = JSON.parse(files) as { id: string }[];
      const known = given.map(({ id }) => uploads.get(id));
      if (known.some((upload) => !upload?.bytes)) return refused('file_not_found');
      const shown = known.flatMap((upload) => (upload ? [{ id: upload.id, name: upload.name }] : []));
      if (channel !== undefined) workspace.add({ channel, text: '', user: bot.user, bot_id: bot.id, files: shown, ...(thread === undefined ? {} : { thread_ts: thread }) });
      return { ok: true, files: given };
    },
  };
}

function readMetadata(text: string): NonNullable<Message['metadata']> {
  return JSON.parse(text) as NonNullable<Message['metadata']>;
}
