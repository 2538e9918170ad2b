import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request to the REST interface, before it is answered. */
export interface RestCall {
  method: string;
  /** The path after the base, without the query. */
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
}

/**
 * How the interface can be told to misbehave: an error, or a connection cut before or after the work was done, or no
 * answer at all. `of`: only a request of this method, as a gateway reads lists whenever it likes.
 */
export type RestFault = { of?: 'GET' | 'POST' | 'DELETE' } & (
  | { kind: 'status'; status: number; code?: number; message?: string }
  | { kind: 'reset-before' }
  | { kind: 'reset-after' }
  | { kind: 'no-answer' }
);

export interface RestAnswer {
  status: number;
  body: unknown;
}

/** An operation of the interface; the sids in the path are the groups of its pattern, which stands after the account. */
export interface RestRoute {
  method: 'GET' | 'POST' | 'DELETE';
  path: RegExp;
  answer(call: RestCall, sids: Record<string, string>): RestAnswer;
}

/** An address that answers with bytes: no part of the published interface, and never told to fail by `failNext`. */
export interface MediaRoute {
  path: RegExp;
  needsPassword: boolean;
  answer(response: ServerResponse, sids: Record<string, string>): Promise<void> | void;
}

export function refusal(status: number, code = 20000 + status, message = 'Told to fail'): RestAnswer {
  return { status, body: { status, code, message, more_info: `https://www.twilio.com/docs/errors/${code}` } };
}

export function notFound(): RestAnswer {
  return refusal(404, 20404, 'The requested resource was not found');
}

export async function readCall(request: IncomingMessage): Promise<RestCall> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += String(chunk);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  return { method: request.method ?? '', path: url.pathname, query: url.searchParams, form: new URLSearchParams(body) };
}
