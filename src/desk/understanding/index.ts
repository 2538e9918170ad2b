export { usualBelief, usualThreshold } from './belief.ts';
export { evaluate, evaluateOnline, type Evaluation, type OnlineEvaluation } from './evaluate.ts';
export { bundle, unbundle } from './bundle.ts';
export { foldedClauses } from './folded-words.ts';
export { learn } from './learn.ts';
export * from './model.ts';
export { packModel, unpackModel } from './pack-model.ts';
export { createReader } from './reader.ts';
