import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A mail provider's token endpoint (RFC 6749) and what a mail server asks about tokens (RFC 7662). */
export interface TokenProvider {
  tokenUrl: string;
  introspectionUrl: string;
  /** The forms that were sent to the token endpoint. */
  asked: Record<string, string>[];
  /** Tokens that are good, with their user. */
  good: Map<string, string>;
  /** What the next requests are answered, instead of a token. */
  answer: ((form: Record<string, string>) => { status: number; body: string; token?: string } | null);
  close(): Promise<void>;
}

export async function startTokenProvider(user: string, life = 3_600): Promise<TokenProvider> {
  const provider: TokenProvider = {
    tokenUrl: '', introspectionUrl: '', asked: [], good: new Map(), answer: () => null, close: () => Promise.resolve(),
  };
  const issue = () => {
    const token = `token-${provider.asked.length}`;
    provider.good.set(token, user);
    return { status: 200, body: JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: life }) };
  };
  const server = createServer((request, response) => {
    void (async () => {
      let sent = '';
      for await (const chunk of request) sent += String(chunk);
      const form = Object.fromEntries(new URLSearchParams(sent));
      const path = request.url ?? '';
      if (path.startsWith('/token')) provider.asked.push(form);
      const username = provider.good.get(form['token'] ?? '');
      const introspected = { status: 200, body: JSON.stringify(username === undefined ? { active: false } : { active: true, username }) };
      const { status, body } = path.startsWith('/token') ? (provider.answer(form) ?? issue()) : introspected;
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  provider.tokenUrl = `http://127.0.0.1:${port}/token`;
  provider.introspectionUrl = `http://127.0.0.1:${port}/introspect`;
  provider.close = () => new Promise((resolve) => void server.close(() => resolve()));
  return provider;
}
