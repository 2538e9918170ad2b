export * from './announcement.ts';
export * from './announcements.ts';
