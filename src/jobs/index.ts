export * from './dispatcher.ts';
export * from './engine.ts';
export * from './file-handlers.ts';
export * from './handlers.ts';
export * from './intake-first.ts';
export * from './jobs.ts';
export * from './leg-handlers.ts';
export * from './relay.ts';
