export * from './home-store.ts';
export * from './show-home.ts';
