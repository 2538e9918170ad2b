export type * from './channel-health.ts';
export type * from './usage.ts';
