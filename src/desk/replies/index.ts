export * from './reply.ts';
export * from './locales.ts';
export * from './write-reply.ts';
export * from './retry-reply.ts';
export { endHeld, recordConclusion } from './record-conclusion.ts';
export * from './deliver.ts';
export * from './way-back.ts';
export * from './delivery-list.ts';
export { storedWords } from './draft-deliveries.ts';
