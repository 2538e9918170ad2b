export * from './agent.ts';
export * from './store.ts';
