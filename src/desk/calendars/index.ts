export { startOfDay } from './local-day.ts';
export { addOpenMinutes, closesAt, isOpen, nextOpenMoment, openMinutesBetween } from './open-time.ts';
export { nextOpening, teamClosesAt, teamIsOpen } from './team-hours.ts';
