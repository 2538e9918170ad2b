export { buildApi } from './app.ts';
export type { ApiDeps, PeopleReader, SubmitRequest } from './deps.ts';
