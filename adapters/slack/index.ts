export { createSlack } from './slack.ts';
export type { Slack, SlackSettings, SlackWaysIn } from './slack.ts';
export type { SlackInOptions, SlackParts } from './take-in.ts';
export type { SlackHandlers } from './handlers.ts';
export type { SlackHealth } from './identity.ts';
export { slackFaultWords } from './delivery-faults.ts';
export { webhookPath as slackWebhookPath } from './http.ts';
export { messageIdOf, placeOf, readPlace } from './place.ts';
