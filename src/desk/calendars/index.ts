export { startOfDay } from './local-day.ts';
export { addOpenMinutes, isOpen, nextOpenMoment, openMinutesBetween } from './open-time.ts';
export { nextOpening, teamClosesAt, teamIsOpen } from './team-hours.ts';
