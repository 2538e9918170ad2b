export * from './automatic-answers.ts';
export * from './bounces.ts';
export * from './status-words.ts';
export * from './reply-address.ts';
export * from './safe-html.ts';
export * from './landing.ts';
export * from './landing-words.ts';
