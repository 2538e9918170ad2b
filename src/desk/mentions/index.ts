export * from './mention.ts';
export * from './mention-colleagues.ts';
