export { alikeEntries } from './alike-entries.ts';
export { answeredEntry, saysNoneOfThem } from './answered-doubt.ts';
export { catalogExamples } from './catalog-examples.ts';
export type { Classifier, Pressing, Raised } from './classifier.ts';
export { detectLocale } from './detect-locale.ts';
export { doubtOf } from './doubt.ts';
export { createEntryClassifier } from './entry-classifier.ts';
export { saysSomething } from './telling-words.ts';
export { foldedClauses } from '../understanding/index.ts';
