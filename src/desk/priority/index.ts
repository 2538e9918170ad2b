export type { Priority } from '../definition/index.ts';
export { priorityOf, priorityRank } from './matrix.ts';
export { raiseByWords } from './raise-by-words.ts';
export type { Judgement } from './raise-by-words.ts';
