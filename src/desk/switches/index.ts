export type * from './closed-channel.ts';
export * from './channel-switches.ts';
export * from './way-words.ts';
