import { z } from 'zod';
import { agentSchema } from '../api/schemas/agent.ts';
import { ticketSchema, ticketSummarySchema } from '../api/schemas/ticket.ts';

export type TicketAnswer = z.output<typeof ticketSchema>;
export type TimelineEvent = Extract<TicketAnswer['timeline'][number], { kind: 'event' }>;
export type AgentAnswer = z.output<typeof agentSchema>;

const sessionSchema = z.object({ token: z.string(), agent: agentSchema });
const newRequestSchema = z.object({ ticket: z.object({ number: z.string(), statusUrl: z.string() }) });
const listSchema = z.object({ tickets: z.array(ticketSummarySchema), nextCursor: z.string().nullable() });

/** A person of the desk at the REST interface. Every refusal throws with its answer. */
export interface RestClient {
  token: string;
  me: AgentAnswer;
  addAgent(person: Record<string, unknown>): Promise<AgentAnswer>;
  ticket(number: string): Promise<TicketAnswer>;
  /** Every ticket there is. */
  tickets(): Promise<z.output<typeof ticketSummarySchema>[]>;
  /** An action such as `resolve`, on one ticket. */
  act(number: string, action: string, body?: Record<string, unknown>): Promise<TicketAnswer>;
  /** Anything else that is stored by POST; gives what was answered. */
  post(path: string, body: Record<string, unknown>): Promise<unknown>;
  /** `more`: what else goes with the answer, such as its `way`. */
  reply(number: string, text: string, more?: Record<string, unknown>): Promise<void>;
}

export async function signIn(url: string, email: string, password: string): Promise<RestClient> {
  const { token, agent } = sessionSchema.parse(await send(url, 'POST', '/api/sessions', { email, password }));
  const call = (method: string, path: string, body?: unknown) => send(url, method, path, body, token);
  return {
    token,
    me: agent,
    addAgent: async (person) => z.object({ agent: agentSchema }).parse(await call('POST', '/api/agents', person)).agent,
    ticket: async (number) => ticketSchema.parse(await call('GET', `/api/tickets/${number}`)),
    tickets: async () => {
      const all: z.output<typeof ticketSummarySchema>[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = listSchema.parse(await call('GET', `/api/tickets?status=all&limit=200&cursor=${encodeURIComponent(cursor)}`));
        all.push(...page.tickets);
        cursor = page.nextCursor;
      }
      return all;
    },
    act: async (number, action, body = {}) => ticketSchema.parse(await call('POST', `/api/tickets/${number}/${action}`, body)),
    post: (path, body) => call('POST', path, body),
    reply: async (number, text, more = {}) => {
      await call('POST', `/api/tickets/${number}/replies`, { ...more, text });
    },
  };
}

/** Sends the web form, as anybody may. */
export async function sendForm(url: string, form: Record<string, unknown>): Promise<{ number: string; statusUrl: string }> {
  return newRequestSchema.parse(await send(url, 'POST', '/api/requests', form)).ticket;
}

async function send(url: string, method: string, path: string, body?: unknown, token?: string): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text.slice(0, 500)}`);
  return text === '' ? null : JSON.parse(text);
}
