export { addOpenMinutes, isOpen, openMinutesBetween } from './open-time.ts';
