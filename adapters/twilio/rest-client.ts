import twilio from 'twilio';
import { publicBase } from './webhook-urls.ts';

export interface TwilioClientOptions {
  accountSid: string;
  authToken: string;
  /** Another base of the REST interface, for tests. */
  apiUrl?: string | undefined;
  timeoutMs?: number;
}

/** The provider's SDK with our credentials and a limit for every request. */
export function createTwilioClient(options: TwilioClientOptions): ReturnType<typeof twilio> {
  return twilio(options.accountSid, options.authToken, { httpClient: createHttpClient(options) });
}

function createHttpClient({ apiUrl, timeoutMs = 10_000 }: TwilioClientOptions): InstanceType<typeof twilio.RequestClient> {
  const httpClient = new twilio.RequestClient({ timeout: timeoutMs });
  if (apiUrl === undefined) return httpClient;
  const base = publicBase(apiUrl);
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) => {
    const { pathname, search } = new URL(options.uri);
    return request({ ...options, uri: `${base}${pathname}${search}` });
  };
  return httpClient;
}
