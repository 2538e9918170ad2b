export * from './ticket.ts';
export * from './store.ts';
