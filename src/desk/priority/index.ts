export { createLevelTeaching, levelGround, noLevels, type LevelExamples, type LevelLesson } from './level-lessons.ts';
export * from './learned-levels.ts';
export * from './levels.ts';
export { priorityOf, priorityRank } from './matrix.ts';
export { raiseByLearned } from './raise-by-learned.ts';
export { raiseByWords } from './raise-by-words.ts';
