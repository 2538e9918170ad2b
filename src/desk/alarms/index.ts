export * from './alarm.ts';
export * from './alarm-words.ts';
export * from './end-by-itself.ts';
export * from './judge-alarm.ts';
export * from './source-name.ts';
export * from './store.ts';
