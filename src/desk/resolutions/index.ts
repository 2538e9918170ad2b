export * from './resolution.ts';
