export * from './change-customer.ts';
export type * from './customer.ts';
