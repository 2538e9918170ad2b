export * from './change-customer.ts';
export type * from './customer.ts';
export * from './phone-number.ts';
