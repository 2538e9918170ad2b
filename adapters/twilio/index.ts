export { createBrowserTokens } from './browser-token.ts';
export { createTwilioPlugin } from './plugin.ts';
export type { TwilioCallStatus, TwilioHandlers } from './handlers.ts';
export { deliveryFaultWords } from './delivery-faults.ts';
export { createTwilioMedia } from './media.ts';
export { createTwilioHistory } from './history.ts';
export { createTwilioRest } from './rest.ts';
export { firstStep } from './call-requests.ts';
