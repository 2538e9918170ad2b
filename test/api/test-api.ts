import type { FastifyInstance, FastifyPluginAsync, InjectOptions } from 'fastify';
import pino from 'pino';
import { createEventFeed } from '../../adapters/postgres/event-feed.ts';
import { translateFault } from '../../adapters/postgres/faults.ts';
import { createCustomerReader } from '../../adapters/postgres/customer-store.ts';
import { createPeopleReader } from '../../adapters/postgres/people-store.ts';
import { createStatusReader } from '../../adapters/postgres/status-reader.ts';
import { createTicketReader } from '../../adapters/postgres/ticket-reader.ts';
import { buildApi, type ApiDeps } from '../../src/api/index.ts';
import type { CallControl, Sender } from '../../src/core/index.ts';
import type { AgentRole } from '../../src/desk/agents/index.ts';
import { createSummarise } from '../../src/desk/tickets/index.ts';
import { startTestDesk, type TestDesk } from '../support/desk.ts';

export const publicUrl = 'https://desk.test';
export const password = 'correct horse';

export interface TestApi {
  desk: TestDesk;
  app: FastifyInstance;
  deps: ApiDeps;
  /** Every line that was logged, as text. */
  logged: string[];
  /** Somebody with this role, signed in; gives their id, token and headers. */
  signIn(about?: { role?: AgentRole; teams?: string[]; name?: string; capacity?: number }): Promise<Person>;
  call(method: InjectOptions['method'], url: string, options?: { by?: Person; body?: unknown; headers?: Record<string, string> }): Promise<Answer>;
  /** A web form, taken in and routed; gives its number. */
  submit(form?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export interface Person {
  id: string;
  email: string;
  token: string;
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  /** JSON when it was, else the text. */
  body: unknown;
  /** A value inside the JSON by its path, such as `ticket.number` or `tickets.0.number`. */
  at(path: string): unknown;
  /** The keys of an object inside the JSON. */
  keys(path: string): string[];
}

export const form = {
  subject: 'No puedo navegar', description: 'No puedo navegar en Internet desde ayer',
  name: 'Ana Pérez', email: 'Ana.Perez@example.com', phone: '+57 300 123 4567',
};

/** The whole API on a desk of its own, reached by `inject`. */
export async function startTestApi(options: { plugins?: FastifyPluginAsync[]; deps?: Partial<ApiDeps>; deskFile?: string; telephony?: Sender & CallControl; mailSender?: Sender; ownNumber?: string } = {}): Promise<TestApi> {
  const desk = await startTestDesk({
    ...(options.deskFile === undefined ? {} : { deskFile: options.deskFile }),
    ...(options.telephony === undefined ? {} : { telephony: options.telephony }),
    ...(options.mailSender === undefined ? {} : { mailSender: options.mailSender }),
    ...(options.ownNumber === undefined ? {} : { ownNumber: options.ownNumber }),
  });
  const logged: string[] = [];
  const feed = createEventFeed({ db: desk.database.db, url: desk.database.url });
  const deps: ApiDeps = {
    ...desk,
    reader: createTicketReader({ db: desk.database.db, fileViews: desk.fileViews, summarise: createSummarise(desk.desk), publishEvents: feed.publish }),
    peopleReader: createPeopleReader(desk.database.db),
    customerReader: createCustomerReader({ db: desk.database.db, summarise: createSummarise(desk.desk) }),
    statusReader: createStatusReader(desk.database.db),
    submitRequest: async (form) => {
      const accepted = await desk.accept(desk.channels.web.toContact(form), desk.channels.web.capabilities);
      const landed = 'landed' in accepted ? accepted.landed : accepted;
      if (!landed) throw new Error('no ticket');
      return landed;
    },
    channelSettings: [],
    deskSource: { file: 'desk.yaml', loadedAt: desk.clock.now(), warnings: [] },
    pages: null,
    browserTokens: null,
    publishEvents: feed.publish,
    isReady: desk.database.isReachable,
    metrics: () => Promise.resolve({ contentType: 'text/plain; version=0.0.4', text: 'up 1\n' }),
    translateFault,
    publicUrl,
    logger: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    plugins: options.plugins ?? [],
    ...options.deps,
  };
  const app = buildApi(deps);
  await app.ready();

  const call: TestApi['call'] = async (method, url, { by, body, headers } = {}) => {
    const answer = await app.inject({
      ...(method === undefined ? {} : { method }), url,
      headers: { ...(by && { authorization: `Bearer ${by.token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    const content: unknown = isJson ? JSON.parse(answer.payload) : answer.payload;
    const at = (path: string) => path.split('.').reduce<unknown>(inside, content);
    return { status: answer.statusCode, headers: answer.headers, body: content, at, keys: (path) => keysOf(at(path)) };
  };

  let people = 0;
  return {
    desk, app, deps, logged, call,
    signIn: async ({ role = 'agent', teams = ['mesa'], name, capacity } = {}) => {
      people += 1;
      const email = `persona${people}@desk.test`;
      const agent = await desk.people.add({ name: name ?? `Persona ${people}`, email, password, role, teams, capacity }, null);
      const { token } = await desk.sessions.signIn(email, password);
      return { id: agent.id, email, token };
    },
    submit: async (changes = {}) => {
      const answer = await call('POST', '/api/requests', { body: { ...form, ...changes } });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      await desk.settle();
      return String(answer.at('ticket.number'));
    },
    close: async () => {
      await app.close();
      await desk.close();
    },
  };
}

function inside(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
