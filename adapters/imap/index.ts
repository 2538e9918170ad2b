export { startMailboxReader, type MailboxReader } from './mailbox-reader.ts';
export type { MailboxState } from './settings.ts';
export { isTrouble } from './trouble.ts';
