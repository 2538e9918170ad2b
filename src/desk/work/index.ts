export * from './act.ts';
export * from './calling.ts';
export * from './joining.ts';
export type * from './letter.ts';
export * from './naming.ts';
export * from './placing.ts';
export * from './progress.ts';
export * from './settle.ts';
export type { Writing, Written } from './write-once.ts';
