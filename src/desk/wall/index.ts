export type * from './wall.ts';
