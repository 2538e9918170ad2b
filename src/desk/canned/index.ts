export * from './canned-answer.ts';
export * from './canned-answers.ts';
