import twilio from 'twilio';

export type Parameters = Record<string, string | string[]>;

export interface PostAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** The network had no way to the gateway: what would have been told is told to nobody. */
export class WebhooksLost extends Error {}

/** Where a public address is really listened at, as a tunnel or proxy would know. */
export interface Route {
  publicUrl: string;
  gatewayUrl: string;
}

/** Posts a form as the provider does, signed for the public URL and sent to where the gateway listens. */
export async function signedPost(
  url: string,
  parameters: Parameters,
  authToken: string,
  route?: Route,
): Promise<PostAnswer> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) form.append(name, one);
  }
  const response = await fetch(route ? routed(url, route) : url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, url, parameters),
      'user-agent': 'TwilioProxy/1.1',
    },
    body: form.toString(),
  });
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    body: await response.text(),
  };
}

function routed(url: string, { publicUrl, gatewayUrl }: Route): string {
  const from = publicUrl.replace(/\/+$/, '');
  return url.startsWith(from) ? `${gatewayUrl.replace(/\/+$/, '')}${url.slice(from.length)}` : url;
}
