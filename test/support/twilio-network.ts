import { startPretendTwilio } from '../../src/demo/pretend-twilio/index.ts';
import type { NetworkOptions, PretendTwilio } from '../../src/demo/pretend-twilio/index.ts';
import { createTwilioCheck } from './twilio-openapi.ts';

export * from '../../src/demo/pretend-twilio/index.ts';

export const twilioAccount = {
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'a-token-of-the-tests',
};

/** The pretend provider, with every REST request checked against the provider's OpenAPI document. */
export function startTwilioNetwork(options: Partial<NetworkOptions> = {}): Promise<PretendTwilio> {
  return startPretendTwilio({ ...twilioAccount, checkRequest: createTwilioCheck(), ...options });
}
