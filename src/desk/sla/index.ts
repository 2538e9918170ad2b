export { dueTimes } from './targets.ts';
