export * from './reply.ts';
export * from './locales.ts';
export * from './write-reply.ts';
export * from './deliver.ts';
