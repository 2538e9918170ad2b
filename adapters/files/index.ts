export { createContentStore } from './content-store.ts';
