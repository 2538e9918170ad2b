export * from './call-view.ts';
export * from './ticket.ts';
export * from './seen-version.ts';
export * from './store.ts';
export * from './status-link.ts';
export * from './ticket-view.ts';
export * from './summarise.ts';
export * from './status-view.ts';
