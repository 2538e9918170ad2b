export * from './quarantine.ts';
