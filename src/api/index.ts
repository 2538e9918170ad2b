export { buildApi } from './app.ts';
export type { ApiDeps, ChannelSetting, DeskSource, PeopleReader, SubmitRequest } from './deps.ts';
