import fastify, { type FastifyInstance } from 'fastify';
import { createSlack, type Slack, type SlackHandlers, type SlackInOptions, type SlackWaysIn } from '../../../adapters/slack/index.ts';
import type { Clock, InboundAmendment, InboundThreadMessage } from '../../../src/core/index.ts';
import { signatureOf, type PretendSlack } from '../../../src/demo/pretend-slack/index.ts';

export interface SlackIn {
  slack: Slack;
  ways: SlackWaysIn;
  app: FastifyInstance;
  messages: InboundThreadMessage[];
  amendments: InboundAmendment[];
  faults: unknown[];
  ignored: string[];
  health: unknown[];
  /** Posts as Slack does, signed unless said otherwise. */
  post(body: unknown, about?: { headers?: Record<string, string>; type?: string; retry?: number }): Promise<{ status: number; headers: Record<string, unknown>; text: string; json(): Record<string, unknown> }>;
  close(): Promise<void>;
}

export interface SlackInParts {
  handlers?: Partial<SlackHandlers>;
  register?: SlackInOptions['register'];
  ourThreads?: string[];
  clock?: Clock;
  socket?: boolean;
  botToken?: string;
  openFile?: Parameters<typeof createSlack>[0]['openFile'];
  apiUrl?: string;
  answerWithinMs?: number;
}

/** The adapter as the gateway opens it, with handlers that only remember what they were given. */
export async function openSlackIn(pretend: PretendSlack, parts: SlackInParts = {}): Promise<SlackIn> {
  const messages: InboundThreadMessage[] = [];
  const amendments: InboundAmendment[] = [];
  const faults: unknown[] = [];
  const ignored: string[] = [];
  const health: unknown[] = [];
  const { tokens } = pretend;
  const slack = createSlack({
    config: { botToken: parts.botToken ?? tokens.bot, signingSecret: tokens.signingSecret, appToken: parts.socket ? tokens.app : null, apiUrl: parts.apiUrl ?? pretend.apiUrl },
    openFile: parts.openFile ?? (() => Promise.resolve(null)),
    onHealth: (told) => health.push(told), ...(parts.clock ? { clock: parts.clock } : {}),
  });
  const ways = slack.takeIn({
    handlers: {
      message: async (inbound) => void messages.push(inbound),
      amendment: async (inbound) => void amendments.push(inbound),
      isOurThread: (room, thread) => Promise.resolve(parts.ourThreads?.includes(`${room}/${thread}`) ?? false),
      ...parts.handlers,
    },
    register: parts.register ?? [], ...(parts.answerWithinMs === undefined ? {} : { answerWithinMs: parts.answerWithinMs }),
    onFault: (fault) => faults.push(fault),
    onIgnored: (why) => ignored.push(why),
  });
  const app = fastify();
  if (ways.plugin) await app.register(ways.plugin);
  return {
    slack, ways, app, messages, amendments, faults, ignored, health,
    post: async (body, about = {}) => {
      const payload = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await app.inject({
        method: 'POST', url: '/webhooks/slack/events', payload,
        headers: {
          'content-type': about.type ?? 'application/json', ...signatureOf(payload, tokens.signingSecret, parts.clock?.now()),
          ...(about.retry === undefined ? {} : { 'x-slack-retry-num': String(about.retry), 'x-slack-retry-reason': 'http_timeout' }), ...about.headers,
        },
      });
      return { status: answer.statusCode, headers: answer.headers, text: answer.body, json: () => answer.json() };
    },
    close: async () => {
      await ways.stop();
      await app.close();
    },
  };
}

/** What a form carries that has JSON inside. */
export function asForm(payload: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}
