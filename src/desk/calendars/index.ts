export { addOpenMinutes, isOpen, nextOpenMoment, openMinutesBetween } from './open-time.ts';
export { nextOpening, teamIsOpen } from './team-hours.ts';
