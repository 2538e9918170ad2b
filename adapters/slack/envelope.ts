import { z } from 'zod';

/** What a delivery is and of which workspaces, before anybody looks into it. */
export interface Envelope {
  kind: 'event' | 'interaction' | 'command' | 'unknown' | 'malformed';
  teams: string[];
  enterprises: string[];
}

const id = z.string().max(60);
const maybeId = id.nullish();
const named = z.looseObject({ id });
const owner = z.looseObject({ id: maybeId, enterprise_id: maybeId }).nullish();

/** docs.slack.dev/apis/events-api: the callback. */
const eventSchema = z.looseObject({
  team_id: maybeId,
  context_team_id: maybeId,
  enterprise_id: maybeId,
  authorizations: z.array(z.looseObject({ team_id: maybeId, enterprise_id: maybeId })).nullish(),
  event: z.looseObject({
    type: z.string().max(100).optional(),
    channel: z.union([z.string(), named]).nullish(),
    user: z.union([z.string(), named]).nullish(),
    item: z.looseObject({}).optional(),
    subteam: z.looseObject({}).optional(),
    assistant_thread: z.looseObject({}).optional(),
    message: z.looseObject({}).optional(),
    previous_message: z.looseObject({}).optional(),
  }),
});

/** docs.slack.dev/interactivity/implementing-slash-commands */
const commandSchema = z.looseObject({ command: z.string().max(100), text: z.string().optional(), team_id: maybeId, enterprise_id: maybeId, user_id: id, channel_id: maybeId });

/** docs.slack.dev/interactivity/handling-user-interaction: shortcuts, buttons, modals, options. */
const interactionSchema = z.looseObject({
  type: z.string().max(100),
  user: z.looseObject({ id, team_id: maybeId }),
  team: owner,
  enterprise: owner,
  channel: named.nullish(),
  callback_id: z.string().optional(),
  action_id: z.string().optional(),
  block_id: z.string().optional(),
  actions: z.array(z.looseObject({ type: z.string(), action_id: z.string().optional(), block_id: z.string().optional() })).min(1).optional(),
  view: z.looseObject({ callback_id: z.string().optional(), app_installed_team_id: maybeId }).optional(),
  response_urls: z.array(z.looseObject({ response_url: z.string() })).optional(),
}).refine(({ type, callback_id: named, view, channel }) => {
  if (type === 'message_action') return named !== undefined && channel != null;
  if (type === 'shortcut') return named !== undefined;
  return !type.startsWith('view_') || view?.callback_id !== undefined;
});

const interactions = new Set([
  'block_actions', 'block_suggestion', 'message_action', 'shortcut', 'view_submission', 'view_closed',
  'interactive_message', 'dialog_submission', 'dialog_suggestion',
]);

/** What Bolt takes for granted is checked here, so that what it is given does not break it. */
export function readEnvelope(body: Record<string, unknown>): Envelope {
  if ('event' in body) return orMalformed(eventSchema, body, 'event', ({ team_id, context_team_id, enterprise_id, authorizations }) => ({
    teams: [team_id, context_team_id, ...(authorizations ?? []).map((one) => one.team_id)],
    enterprises: [enterprise_id, ...(authorizations ?? []).map((one) => one.enterprise_id)],
  }));
  if ('command' in body) return orMalformed(commandSchema, body, 'command', ({ team_id, enterprise_id }) => ({ teams: [team_id], enterprises: [enterprise_id] }));
  const { type } = body;
  if (typeof type !== 'string') return nothing('malformed');
  if (!interactions.has(type)) return nothing('unknown');
  return orMalformed(interactionSchema, body, 'interaction', ({ team, user, enterprise, view }) => ({
    teams: [team?.id ?? user.team_id, view?.app_installed_team_id],
    enterprises: [enterprise?.id, team?.enterprise_id],
  }));
}

function orMalformed<Read>(
  schema: z.ZodType<Read>, body: Record<string, unknown>, kind: Envelope['kind'],
  owners: (read: Read) => { teams: (string | null | undefined)[]; enterprises: (string | null | undefined)[] },
): Envelope {
  const read = schema.safeParse(body);
  if (!read.success) return nothing('malformed');
  const { teams, enterprises } = owners(read.data);
  const known = (ids: (string | null | undefined)[]) => ids.filter((one): one is string => typeof one === 'string' && one !== '');
  return { kind, teams: known(teams), enterprises: known(enterprises) };
}

function nothing(kind: 'unknown' | 'malformed'): Envelope {
  return { kind, teams: [], enterprises: [] };
}
