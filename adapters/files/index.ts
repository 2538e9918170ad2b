export { createContentStore } from './content-store.ts';
export { createMailSpool } from './mail-spool.ts';
