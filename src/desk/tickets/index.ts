export * from './ticket.ts';
export * from './store.ts';
export * from './status-link.ts';
