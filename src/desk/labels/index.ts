export * from './tag.ts';
export * from './tagging.ts';
