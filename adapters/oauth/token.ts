import { z } from 'zod';
import { AppError, unavailable } from '../../src/core/index.ts';

export interface TokenSettings {
  tokenUrl: string;
  clientId: string;
  clientSecret?: string | undefined;
  /** With it we act for the person who gave it (RFC 6749, 6), without it as ourselves (4.4). */
  refreshToken?: string | undefined;
  scope?: string | undefined;
}

/** Gets an access token; `fresh`: the one given last was refused. */
export type GetToken = (how?: { fresh: boolean }) => Promise<string>;

const answerSchema = z.object({
  access_token: z.string().min(1).max(20_000),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
  refresh_token: z.string().min(1).optional().catch(undefined),
});
const refusalSchema = z.object({ error: z.string().max(100) });

/** Milliseconds before its end in which a token is not used any more. */
const margin = 60_000;
/** Seconds a token lasts where the answer does not tell. */
const usualLife = 3_600;
const answersWithin = 15_000;
const mostAnswer = 100_000;

/**
 * Gives the access token of a mail provider, asking for a new one a minute before the old one ends and once for all who
 * wait. Rejects with a retryable AppError: `token_refused` when the provider says no, else `unavailable`.
 */
export function createTokenSource(settings: TokenSettings, fetch: typeof globalThis.fetch, now: () => Date): GetToken {
  let refreshToken = settings.refreshToken;
  let current: { token: string; until: number } | null = null;
  let asking: Promise<string> | null = null;

  const ask = async (): Promise<string> => {
    const answer = await request(fetch, settings, refreshToken);
    // Some providers give another one each time and end the one before.
    refreshToken = answer.refresh_token ?? refreshToken;
    const life = (answer.expires_in ?? usualLife) * 1000;
    current = { token: answer.access_token, until: now().getTime() + Math.max(life - margin, life / 2) };
    return answer.access_token;
  };

  return async ({ fresh } = { fresh: false }) => {
    if (asking) return asking;
    if (!fresh && current && now().getTime() < current.until) return current.token;
    asking = ask().finally(() => (asking = null));
    return asking;
  };
}

async function request(fetch: typeof globalThis.fetch, settings: TokenSettings, refreshToken: string | undefined): Promise<z.infer<typeof answerSchema>> {
  const { tokenUrl, clientId, clientSecret, scope } = settings;
  const body = new URLSearchParams({
    grant_type: refreshToken === undefined ? 'client_credentials' : 'refresh_token',
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(scope === undefined ? {} : { scope }),
  });
  const { status, answer: said } = await post(fetch, tokenUrl, body);
  const answer = answerSchema.safeParse(said);
  if (status === 200 && answer.success) return answer.data;
  if (status < 400 || status >= 500 || status === 408 || status === 429) throw unavailable('The token of the mail account');
  const refusal = refusalSchema.safeParse(said);
  throw new AppError({
    code: 'token_refused', status: 502, retryable: true,
    publicMessage: `The mail provider gives no token: ${refusal.success ? refusal.data.error.replaceAll(/[^\w .-]/g, '') : `status ${status}`}.`,
  });
}

/** What failed is not kept: it may hold what was sent. */
async function post(fetch: typeof globalThis.fetch, url: string, body: URLSearchParams): Promise<{ status: number; answer: unknown }> {
  try {
    const response = await fetch(url, {
      method: 'POST', body, redirect: 'error', headers: { accept: 'application/json' }, signal: AbortSignal.timeout(answersWithin),
    });
    const text = (await response.text()).slice(0, mostAnswer);
    return { status: response.status, answer: parseJson(text) };
  } catch {
    throw unavailable('The token of the mail account');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
