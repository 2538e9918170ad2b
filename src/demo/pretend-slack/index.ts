import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createMethods, required, type Arguments } from './methods.ts';
import { openSockets, type Sockets } from './sockets.ts';
import { createWorkspace, type Message, type Workspace } from './workspace.ts';

export { bot, team } from './workspace.ts';
export { createEvents, signatureOf, signedPost } from './events.ts';

export type Fault =
  | { kind: 'error'; code: string }
  | { kind: 'rate-limited'; seconds: number }
  | { kind: 'status'; status: number }
  /** The line breaks before anything was done, or after all of it. */
  | { kind: 'reset-before' | 'reset-after' }
  | { kind: 'slow'; ms: number };

export interface PretendSlack extends Workspace {
  apiUrl: string;
  origin: string;
  tokens: { bot: string; app: string; signingSecret: string };
  /** Everything that was asked of the Web API. */
  calls: { method: string; given: Arguments }[];
  /** What the program asked for wrongly. */
  violations: string[];
  /** What the app itself said. */
  posted(): Message[];
  failNext(method: string, fault: Fault, times?: number): void;
  /** By its path: what a file's address gives. */
  files: Map<string, { type: string; bytes: Buffer; disposition?: string }>;
  sockets: Sockets;
  close(): Promise<void>;
}

const tokens = { bot: 'xoxb-the-token-of-the-tests', app: 'xapp-the-token-of-the-tests', signingSecret: 'the-signing-secret-of-the-tests' };

/** A loopback server that answers like Slack's Web API, with a small workspace behind it and sockets for Socket Mode. */
export async function startPretendSlack(): Promise<PretendSlack> {
  const workspace = createWorkspace();
  const calls: PretendSlack['calls'] = [];
  const violations: string[] = [];
  const faults: { method: string; fault: Fault }[] = [];
  const files: PretendSlack['files'] = new Map();
  let origin = '';
  const methods = createMethods(workspace, () => origin);

  const answer = (method: string, token: string, given: Arguments): Record<string, unknown> => {
    if (token !== (method === 'apps.connections.open' ? tokens.app : tokens.bot)) return { ok: false, error: token === '' ? 'not_authed' : 'invalid_auth' };
    const missing = (required[method] ?? []).filter((name) => given[name] === undefined);
    if (!(method in required)) violations.push(`${method} is not expected`);
    if (missing.length > 0) {
      violations.push(`${method} without ${missing.join(', ')}`);
      return { ok: false, error: 'invalid_arguments' };
    }
    if (method === 'apps.connections.open') return { ok: true, url: `${origin.replace('http', 'ws')}/link` };
    return methods[method]?.(given) ?? { ok: false, error: 'unknown_method' };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', origin).pathname;
    const body = await readAll(request);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (path.startsWith('/upload/')) return takeUpload(workspace, path.slice('/upload/'.length), body, response);
    if (!path.startsWith('/api/')) return giveFile(files.get(path), token === tokens.bot, response);
    const method = path.slice('/api/'.length);
    const given = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    calls.push({ method, given });
    const at = faults.findIndex((one) => one.method === method);
    const fault = at < 0 ? undefined : faults.splice(at, 1)[0]?.fault;
    if (fault?.kind === 'reset-before') return void request.socket.destroy();
    if (fault?.kind === 'slow') await wait(fault.ms);
    if (fault?.kind === 'rate-limited') return void response.writeHead(429, { 'retry-after': String(fault.seconds) }).end();
    if (fault?.kind === 'status') return void response.writeHead(fault.status).end('<html>');
    const said = fault?.kind === 'error' ? { ok: false, error: fault.code } : answer(method, token, given);
    if (fault?.kind === 'reset-after') return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const sockets = openSockets(server);
  return {
    ...workspace, apiUrl: `${origin}/api/`, origin, tokens, calls, violations, files, sockets,
    posted: () => workspace.messages.filter(({ bot_id: by }) => by !== undefined),
    failNext: (method, fault, times = 1) => {
      for (let time = 0; time < times; time += 1) faults.push({ method, fault });
    },
    close: () => new Promise((resolve) => {
      sockets.close();
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function takeUpload({ uploads }: Workspace, id: string, body: Buffer, response: ServerResponse): void {
  const upload = uploads.get(id);
  const isWhole = upload?.length === body.length;
  if (upload && isWhole) upload.bytes = body;
  response.writeHead(isWhole ? 200 : 400).end(isWhole ? `OK - ${body.length}` : 'wrong length');
}

/** Who has no token is shown the page where people log in, with 200. */
function giveFile(file: { type: string; bytes: Buffer; disposition?: string } | undefined, mayHave: boolean, response: ServerResponse): void {
  if (!mayHave) return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Sign in</html>');
  if (!file) return void response.writeHead(404).end();
  const disposition = file.disposition === undefined ? {} : { 'content-disposition': file.disposition };
  response.writeHead(200, { 'content-type': file.type, 'content-length': String(file.bytes.length), ...disposition }).end(file.bytes);
}
