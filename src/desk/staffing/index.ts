export * from './people.ts';
export * from './presence.ts';
export * from './sessions.ts';
export * from './wrap-up.ts';
