export * from './hold.ts';
export * from './item.ts';
export * from './locales.ts';
export * from './look-into.ts';
export * from './quarantine.ts';
export type * from './quarantine-store.ts';
