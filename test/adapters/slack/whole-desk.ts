import fastify from 'fastify';
import { createHomeOutlet, createOfferOutlet, createSlack, slackListeners } from '../../../adapters/slack/index.ts';
import { peopleStore } from '../../../adapters/postgres/people-store.ts';
import { consoleUrlOf, createSlackDesk } from '../../../src/app/slack-desk.ts';
import { createEvents, signatureOf, startPretendSlack, team } from '../../../src/demo/pretend-slack/index.ts';
import { smallDeskFile, startTestDesk, testClock } from '../../support/desk.ts';
import { asForm } from './desk-stub.ts';

export interface Answer {
  status: number;
  text: string;
}

/** A whole desk with Slack before it: Bolt for real, a pretend workspace, and nothing in between that is ours alone. */
export async function startSlackDesk() {
  const pretend = await startPretendSlack();
  const clock = testClock();
  const { tokens, apiUrl } = pretend;
  const slack = createSlack({ config: { botToken: tokens.bot, signingSecret: tokens.signingSecret, appToken: null, apiUrl }, openFile: () => Promise.resolve(null), clock });
  const offerOutlet = createOfferOutlet({ client: slack.client, people: slack.people, clock, locale: 'es', urlOf: (number) => consoleUrlOf('http://desk.test', number) });
  const desk = await startTestDesk({ deskFile: smallDeskFile, clock, slackSender: slack.sender, offerOutlet, homeOutlet: (read) => createHomeOutlet({ client: slack.client, people: slack.people, locale: 'es' }, read) });
  const faults: unknown[] = [];
  const ignored: string[] = [];
  const register = slackListeners(createSlackDesk({
    services: desk, desk: desk.desk, findAgent: peopleStore(desk.database.db).findByEmail, publicUrl: 'http://desk.test', onHandedOver: () => undefined,
  }));
  const ways = slack.takeIn({
    handlers: {
      message: async (inbound) => {
        await desk.acceptThreadMessage(inbound);
      },
      amendment: async (inbound) => {
        await desk.acceptAmendment(inbound);
      },
      isOurThread: desk.isOurThread,
    },
    register, onFault: (fault) => faults.push(fault), onIgnored: (why) => ignored.push(why),
  });
  const app = fastify();
  if (ways.plugin) await app.register(ways.plugin);

  const post = async (payload: string, type: string): Promise<Answer> => {
    const headers = { 'content-type': type, ...signatureOf(payload, tokens.signingSecret, clock.now()) };
    const answer = await app.inject({ method: 'POST', url: '/webhooks/slack/events', payload, headers });
    return { status: answer.statusCode, text: answer.body };
  };
  const form = 'application/x-www-form-urlencoded';
  let triggers = 0;
  const about = (user: string) => ({ user: { id: user, username: user, team_id: team }, team: { id: team, domain: 'desk' }, api_app_id: 'A0DESK', token: 'x', trigger_id: `trigger.${(triggers += 1)}` });
  const interact = (payload: Record<string, unknown>) => post(asForm(payload), form);
  /** The latest arguments of a method, with what is JSON in them read. */
  const last = (method: string): Record<string, unknown> | null => {
    const found = pretend.calls.findLast((call) => call.method === method);
    return found ? Object.fromEntries(Object.entries(found.given).map(([name, value]) => [name, ['view', 'blocks'].includes(name) ? JSON.parse(value) as unknown : value])) : null;
  };

  return {
    pretend, clock, desk, slack, faults, ignored, interact, last, events: createEvents(pretend),
    event: (body: unknown) => post(JSON.stringify(body), 'application/json'),
    command: (user: string, text: string, command = '/desk') =>
      post(new URLSearchParams({ command, text, user_id: user, team_id: team, channel_id: 'C0ROOM', trigger_id: `trigger.${(triggers += 1)}`, response_url: `${pretend.origin}/respond`, api_app_id: 'A0DESK', token: 'x' }).toString(), form),
    submit: (user: string, view: { id: string; callback_id: string; values?: Record<string, unknown>; private_metadata?: string }) => {
      const { values = {}, private_metadata = '', ...rest } = view;
      return interact({ ...about(user), type: 'view_submission', view: { ...rest, type: 'modal', private_metadata, state: { values }, hash: '1.a', blocks: [] } });
    },
    press: (user: string, action: { id: string; value: string; channel: string; ts: string }) =>
      interact({
        ...about(user), type: 'block_actions', channel: { id: action.channel, name: 'x' }, message: { type: 'message', ts: action.ts }, container: { type: 'message' },
        response_url: `${pretend.origin}/respond`, actions: [{ type: 'button', action_id: action.id, block_id: 'b', value: action.value, action_ts: '1.1' }],
      }),
    messageShortcut: (user: string, channel: string, message: Record<string, unknown>) =>
      interact({ ...about(user), type: 'message_action', callback_id: 'open_ticket', channel: { id: channel, name: 'x' }, message: { type: 'message', ...message }, message_ts: message['ts'], response_url: `${pretend.origin}/respond`, action_ts: '1.1' }),
    reacts: (user: string, channel: string, ts: string, reaction = 'ticket') =>
      post(JSON.stringify(createEvents(pretend).envelope({ type: 'reaction_added', user, reaction, item: { type: 'message', channel, ts }, item_user: 'U0X', event_ts: '1.1' })), 'application/json'),
    close: async () => {
      await ways.stop();
      await app.close();
      await desk.close();
      await pretend.close();
    },
  };
}
export type SlackDeskTest = Awaited<ReturnType<typeof startSlackDesk>>;
