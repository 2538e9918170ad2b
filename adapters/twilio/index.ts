export { createTwilioPlugin } from './plugin.ts';
export type { TwilioPluginOptions } from './plugin.ts';
export type { TwilioCallStatus, TwilioHandlers } from './handlers.ts';
export type { TwilioLegHandlers } from './legs.ts';
export { deliveryFaultWords } from './delivery-faults.ts';
export { createTwilioRest } from './rest.ts';
export type { TwilioRestOptions } from './rest.ts';
export { outageStep } from './outage.ts';
export { firstStep } from './call-requests.ts';
