export * from './block-list.ts';
export * from './blocked.ts';
export * from './screen-call.ts';
