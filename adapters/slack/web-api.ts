import { webApi, LogLevel, type Logger } from '@slack/bolt';

/** Says nothing: the SDK's lines may hold what people wrote, and what matters is told by `onFault`. */
export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** Milliseconds after which a Web API that says nothing is given up. */
const patience = 10_000;

/** Each call is made once: whoever asked decides whether it is made again. `apiUrl` null: Slack's own. */
export function webApiOptions(apiUrl: string | null): webApi.WebClientOptions {
  return {
    logger: silent, timeout: patience, rejectRateLimitedCalls: true, allowAbsoluteUrls: false,
    retryConfig: { retries: 0 }, ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
  };
}

export function createWebApi(token: string, apiUrl: string | null): webApi.WebClient {
  return new webApi.WebClient(token, webApiOptions(apiUrl));
}

/** The code by which Slack refused a call; null for any other fault. */
export function refusalCode(error: unknown): string | null {
  if (!(error instanceof webApi.WebAPIPlatformError)) return null;
  // What is no JSON stands whole where the code should be.
  return /^[a-z][a-z0-9_]{1,60}$/.test(error.data.error) ? error.data.error : 'unreadable_answer';
}
