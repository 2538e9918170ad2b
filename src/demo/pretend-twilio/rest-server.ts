import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { notFound, readCall, refusal } from './rest-call.ts';
import type { MediaRoute, RestAnswer, RestCall, RestFault, RestRoute } from './rest-call.ts';

export interface RestServerOptions {
  accountSid: string;
  authToken: string;
  /** Faults of a request against the provider's published interface; such a request is answered with 400. */
  checkRequest?: ((call: RestCall) => string[]) | undefined;
  routes: RestRoute[];
  /** Their paths stand after the base. */
  media: MediaRoute[];
}

export interface RestServer {
  url: string;
  calls: RestCall[];
  /** What `checkRequest` had to say, all requests together. */
  violations: string[];
  failNext(fault: RestFault, times?: number): void;
  close(): Promise<void>;
}

/** A loopback server that answers like the provider's REST interface. */
export async function startRestServer(options: RestServerOptions): Promise<RestServer> {
  const { accountSid, authToken, checkRequest } = options;
  const calls: RestCall[] = [];
  const violations: string[] = [];
  const faults: RestFault[] = [];
  const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const isAllowed = (request: IncomingMessage): boolean => request.headers.authorization === expected;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await readCall(request);
    calls.push(call);
    const media = call.method === 'GET' ? findRoute(options.media, call.path) : null;
    if (media) {
      if (media.route.needsPassword && !isAllowed(request)) return send(response, refusal(401, 20003, 'Authenticate'));
      return media.route.answer(response, media.sids);
    }
    const fault = takeFault(faults, call.method);
    if (fault?.kind === 'reset-before') return void request.socket.destroy();
    if (fault?.kind === 'status') return send(response, refusal(fault.status, fault.code, fault.message));
    const answer = answerCall(request, call);
    if (fault?.kind === 'reset-after') return void request.socket.destroy();
    if (fault?.kind === 'no-answer') return;
    send(response, answer);
  };

  const answerCall = (request: IncomingMessage, call: RestCall): RestAnswer => {
    if (!isAllowed(request)) return refusal(401, 20003, 'Authenticate');
    const wrong = checkRequest?.(call) ?? [];
    violations.push(...wrong);
    if (wrong.length > 0) return refusal(400, 20001, wrong.join('; '));
    const account = `/2010-04-01/Accounts/${accountSid}`;
    if (!call.path.startsWith(account)) return notFound();
    const found = findRoute(options.routes.filter(({ method }) => method === call.method), call.path.slice(account.length));
    return found ? found.route.answer(call, found.sids) : notFound();
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
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

function takeFault(faults: RestFault[], method: string): RestFault | undefined {
  const index = faults.findIndex(({ of }) => of === undefined || of === method);
  return index < 0 ? undefined : faults.splice(index, 1)[0];
}

function findRoute<Route extends { path: RegExp }>(routes: Route[], path: string): { route: Route; sids: Record<string, string> } | null {
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match) return { route, sids: match.groups ?? {} };
  }
  return null;
}

function send(response: ServerResponse, { status, body }: RestAnswer): void {
  if (status === 204) return void response.writeHead(204).end();
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
