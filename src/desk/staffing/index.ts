export * from './people.ts';
export * from './own-settings.ts';
export * from './presence.ts';
export * from './sessions.ts';
export * from './wrap-up.ts';
