import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { newSid } from './sids.ts';

/** One request to the REST interface, before it is answered. */
export interface RestCall {
  method: string;
  /** The path after the base, without the query. */
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
}

export interface PretendMessage {
  sid: string;
  to: string;
  from: string;
  body: string;
  statusCallback: string;
  createdAt: Date;
}

/** How the interface can be told to misbehave: an error, or a connection cut before or after the work was done, or no answer at all. */
export type RestFault =
  | { kind: 'status'; status: number; code?: number; message?: string }
  | { kind: 'reset-before' }
  | { kind: 'reset-after' }
  | { kind: 'no-answer' };

export interface RestServerOptions {
  accountSid: string;
  authToken: string;
  /** Faults of a request against the provider's published interface; such a request is answered with 400. */
  checkRequest?: ((call: RestCall) => string[]) | undefined;
  onMessage(message: PretendMessage): void;
  /** Sends a call to another document; `unknown` and `over` are refused as the provider does. */
  redirectCall(callSid: string, url: string): 'redirected' | 'unknown' | 'over';
}

export interface RestServer {
  url: string;
  messages: PretendMessage[];
  calls: RestCall[];
  /** What `checkRequest` had to say, all requests together. */
  violations: string[];
  failNext(fault: RestFault, times?: number): void;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  body: unknown;
}

/** A loopback server that answers messages and call updates like the provider's REST interface. */
export async function startRestServer(options: RestServerOptions): Promise<RestServer> {
  const messages: PretendMessage[] = [];
  const calls: RestCall[] = [];
  const violations: string[] = [];
  const faults: RestFault[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await readCall(request);
    calls.push(call);
    const fault = faults.shift();
    if (fault?.kind === 'reset-before') return void request.socket.destroy();
    if (fault?.kind === 'status') return send(response, refusal(fault.status, fault.code, fault.message));
    const answer = answerCall(request, call);
    if (fault?.kind === 'reset-after') return void request.socket.destroy();
    if (fault?.kind === 'no-answer') return;
    send(response, answer);
  };

  const answerCall = (request: IncomingMessage, call: RestCall): Answer => {
    const { accountSid, authToken, checkRequest } = options;
    const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    if (request.headers.authorization !== expected) return refusal(401, 20003, 'Authenticate');
    const wrong = checkRequest?.(call) ?? [];
    violations.push(...wrong);
    if (wrong.length > 0) return refusal(400, 20001, wrong.join('; '));
    const account = `/2010-04-01/Accounts/${accountSid}`;
    if (call.path === `${account}/Messages.json`) return call.method === 'POST' ? create(call) : list(call);
    const callSid = new RegExp(`^${account}/Calls/(CA[0-9a-f]{32})\\.json$`).exec(call.path)?.[1];
    if (callSid && call.method === 'POST') return redirect(callSid, call);
    return refusal(404, 20404, 'The requested resource was not found');
  };

  const create = (call: RestCall): Answer => {
    const message: PretendMessage = {
      sid: newSid('SM'),
      to: call.form.get('To') ?? '',
      from: call.form.get('From') ?? '',
      body: call.form.get('Body') ?? '',
      statusCallback: call.form.get('StatusCallback') ?? '',
      createdAt: new Date(),
    };
    messages.push(message);
    options.onMessage(message);
    return { status: 201, body: messageResource(message, options.accountSid) };
  };

  const list = (call: RestCall): Answer => {
    const [to, from] = [call.query.get('To'), call.query.get('From')];
    const found = messages
      .filter((message) => (to === null || message.to === to) && (from === null || message.from === from))
      .reverse();
    const page = { page: 0, page_size: 50, start: 0, end: found.length, next_page_uri: null, previous_page_uri: null };
    return { status: 200, body: { ...page, messages: found.map((one) => messageResource(one, options.accountSid)) } };
  };

  const redirect = (callSid: string, call: RestCall): Answer => {
    const result = options.redirectCall(callSid, call.form.get('Url') ?? '');
    if (result === 'unknown') return refusal(404, 20404, 'The requested resource was not found');
    if (result === 'over') return refusal(400, 21220, 'Call is not in-progress. Cannot redirect.');
    return { status: 200, body: { sid: callSid, account_sid: options.accountSid, status: 'in-progress' } };
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    messages,
    calls,
    violations,
    failNext: (fault, times = 1) => {
      faults.push(...Array<RestFault>(times).fill(fault));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readCall(request: IncomingMessage): Promise<RestCall> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += String(chunk);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    form: new URLSearchParams(body),
  };
}

function refusal(status: number, code = 20000 + status, message = 'Told to fail'): Answer {
  return { status, body: { status, code, message, more_info: `https://www.twilio.com/docs/errors/${code}` } };
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
}

function messageResource(message: PretendMessage, accountSid: string): Record<string, unknown> {
  const created = message.createdAt.toUTCString();
  return {
    sid: message.sid,
    account_sid: accountSid,
    to: message.to,
    from: message.from,
    body: message.body,
    direction: 'outbound-api',
    status: 'queued',
    date_created: created,
    date_updated: created,
    date_sent: null,
    num_segments: '1',
    num_media: '0',
    error_code: null,
    error_message: null,
    api_version: '2010-04-01',
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`,
  };
}
