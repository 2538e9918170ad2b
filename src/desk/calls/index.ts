export * from './call.ts';
export * from './line.ts';
export * from './locales.ts';
