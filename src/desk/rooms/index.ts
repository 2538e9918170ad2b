export * from './leg.ts';
export * from './legs.ts';
export * from './steering.ts';
