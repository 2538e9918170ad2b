export * from './confirm-solved.ts';
export * from './own-requests.ts';
export * from './portal-link.ts';
export * from './portal-sign-in.ts';
export * from './send-link.ts';
