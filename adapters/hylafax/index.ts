export { createHylafaxPlugin, type HylafaxOptions } from './plugin.ts';
