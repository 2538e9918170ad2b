export * from './asked-time.ts';
export * from './callback.ts';
export * from './callback-prompts.ts';
export * from './cancel-callback.ts';
export * from './dialable.ts';
export * from './outreach.ts';
export * from './outreach-parts.ts';
export * from './request-callback.ts';
