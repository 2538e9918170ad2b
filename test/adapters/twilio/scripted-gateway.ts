import { createServer } from 'node:http';
import twilio from 'twilio';
import { twilioAccount } from '../../support/twilio-network.ts';

/** A gateway that answers each path with a document written in the test, and keeps what was posted. */
export interface ScriptedGateway {
  url: string;
  /** What stands in <Response>, by path after /webhooks/twilio; an empty document when nothing is said. */
  answers: Record<string, string>;
  posted: { path: string; form: Record<string, string> }[];
  /** The requests to one path. */
  to(path: string): Record<string, string>[];
  /** An address below this gateway, as it stands in a document. */
  at(path: string): string;
  close(): Promise<void>;
}

const base = '/webhooks/twilio';

export async function startScriptedGateway(): Promise<ScriptedGateway> {
  const answers: ScriptedGateway['answers'] = {};
  const posted: ScriptedGateway['posted'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk)).on('end', () => {
      const path = (request.url ?? '').slice(base.length);
      posted.push({ path, form: Object.fromEntries(new URLSearchParams(body)) });
      response.writeHead(200, { 'content-type': 'text/xml' }).end(`<Response>${answers[path] ?? ''}</Response>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    url, answers, posted,
    to: (path) => posted.filter((one) => one.path === path).map(({ form }) => form),
    at: (path) => `${url}${base}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The provider's own SDK, speaking to the pretend provider. */
export function sdkFor(apiUrl: string): ReturnType<typeof twilio> {
  const httpClient = new twilio.RequestClient();
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) => {
    const { pathname, search } = new URL(options.uri);
    return request({ ...options, uri: `${apiUrl}${pathname}${search}` });
  };
  return twilio(twilioAccount.accountSid, twilioAccount.authToken, { httpClient });
}
