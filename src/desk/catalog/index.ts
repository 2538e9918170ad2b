export { answeredEntry } from './answered-doubt.ts';
export type { Classifier } from './classifier.ts';
export { detectLocale } from './detect-locale.ts';
export { doubtOf } from './doubt.ts';
export { createExampleMatcher } from './example-matcher.ts';
export { foldedClauses } from '../understanding/index.ts';
