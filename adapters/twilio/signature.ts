import twilio from 'twilio';
import { AppError } from '../../src/core/index.ts';
import { publicBase } from './webhook-urls.ts';

export interface SignedRequest {
  signature: string | string[] | undefined;
  /** Path and query exactly as received. */
  pathAndQuery: string;
  /** All of them, also the unknown ones: the provider signs over every parameter it sends. */
  parameters: Record<string, unknown>;
}

/**
 * Throws a 403 unless the provider signed this request for our public address
 * (twilio.com/docs/usage/webhooks/webhooks-security).
 */
export function requireSignature(request: SignedRequest, options: { authToken: string; publicUrl: string }): void {
  const { signature, pathAndQuery, parameters } = request;
  const url = `${publicBase(options.publicUrl)}${pathAndQuery}`;
  const genuine =
    typeof signature === 'string' && URL.canParse(url) && twilio.validateRequest(options.authToken, signature, url, parameters);
  if (genuine) return;
  throw new AppError({
    code: 'bad_signature',
    status: 403,
    publicMessage: 'The request was not signed by the provider for this address.',
  });
}
