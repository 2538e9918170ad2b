export * from './reply-address.ts';
