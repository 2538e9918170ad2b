export * from './asked-time.ts';
export * from './callback.ts';
export * from './dialable.ts';
export * from './request-callback.ts';
