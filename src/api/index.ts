export { buildApi } from './app.ts';
export type { ApiDeps, PeopleReader, SubmitRequest } from './deps.ts';
export { sessionCookie } from './plugins/auth.ts';
