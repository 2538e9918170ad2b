export * from './levels.ts';
export { priorityOf, priorityRank } from './matrix.ts';
export { raiseByWords } from './raise-by-words.ts';
