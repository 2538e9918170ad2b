export * from './automatic-answers.ts';
export * from './reply-address.ts';
export * from './landing.ts';
export * from './landing-words.ts';
