import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { openTicketId } from '../../../adapters/slack/desk/message-listeners.ts';
import { slackWebhookPath } from '../../../adapters/slack/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const where = z.string().transform((url) => new URL(url).pathname);
const manifestSchema = z.looseObject({
  features: z.looseObject({
    app_home: z.object({ home_tab_enabled: z.literal(true), messages_tab_enabled: z.literal(true), messages_tab_read_only_enabled: z.literal(false) }),
    shortcuts: z.array(z.looseObject({ type: z.enum(['global', 'message']), callback_id: z.string(), name: z.string().max(24) })),
    slash_commands: z.array(z.looseObject({ command: z.string(), url: where })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.looseObject({
    event_subscriptions: z.object({ request_url: where, bot_events: z.array(z.string()) }),
    interactivity: z.object({ is_enabled: z.literal(true), request_url: where }),
  }),
});

/** What each method and each event needs of a bot (docs.slack.dev/reference); those that need nothing are listed, too. */
const histories = ['channels:history', 'groups:history', 'im:history'];
const scopesOf: Record<string, string[]> = {
  'auth.test': [], 'views.open': [], 'views.update': [], 'views.publish': [], 'users.info': ['users:read', 'users:read.email'], 'users.lookupByEmail': ['users:read.email'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read'], 'conversations.open': ['im:write'], 'conversations.history': histories, 'conversations.replies': histories,
  'chat.postMessage': ['chat:write'], 'chat.postEphemeral': ['chat:write'], 'chat.update': ['chat:write'], 'chat.getPermalink': [],
  'files.info': ['files:read'], 'files.getUploadURLExternal': ['files:write'], 'files.completeUploadExternal': ['files:write'],
  app_mention: ['app_mentions:read'], app_home_opened: [], app_uninstalled: [], tokens_revoked: [], user_change: ['users:read'], reaction_added: ['reactions:read'], 'message.channels': ['channels:history'], 'message.groups': ['groups:history'], 'message.im': ['im:history'],
};

it('the manifest asks for every scope and event that the program uses, and for no more', async () => {
  const manifest = manifestSchema.parse(parse(await readFile(`${root}docs/slack-manifest.yaml`, 'utf8')));
  const sources = await Promise.all((await readdir(`${root}adapters/slack`, { recursive: true })).filter((file) => file.endsWith('.ts')).map((file) => readFile(`${root}adapters/slack/${file}`, 'utf8')));
  const found = (pattern: RegExp) => [...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map(([, name = '']) => name)))];
  const methods = found(/client\.((?:auth|apps|users|conversations|chat|views|files|reactions)\.\w+)\(/g);
  const events = found(/app\.event\('([^']+)'/g).flatMap((event) => (event === 'message' ? ['message.channels', 'message.groups', 'message.im'] : [event]));
  expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(events.sort());
  expect([...methods, ...events].filter((name) => !(name in scopesOf))).toEqual([]);
  const needed = new Set(['commands', ...[...methods, ...events].flatMap((name) => scopesOf[name] ?? [])]);
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...needed].sort());
});

it('everything is pointed at the one address, and shortcuts at their listeners', async () => {
  const { features, settings } = manifestSchema.parse(parse(await readFile(`${root}docs/slack-manifest.yaml`, 'utf8')));
  const addresses = [settings.event_subscriptions.request_url, settings.interactivity.request_url, ...features.slash_commands.map(({ url }) => url)];
  expect(new Set(addresses)).toEqual(new Set([slackWebhookPath]));
  expect(features.slash_commands.map(({ command }) => command)).toEqual(['/desk']);
  expect(features.shortcuts.find(({ type }) => type === 'message')?.callback_id).toBe(openTicketId);
});
