import { createAttemptWindows, type Clock } from '../../core/index.ts';

const mostPerTicket = 30;
const mostPerIp = 100;

/** Bounds what is written at status pages: per ticket, and per place. Gives the seconds to wait when it was too much, else null. */
export function createCommentLimit(clock: Clock): (ticketId: string, ip: string) => number | null {
  const windows = createAttemptWindows(clock);
  return (ticketId, ip) => windows.attempt([[`ticket ${ticketId}`, mostPerTicket], [`ip ${ip}`, mostPerIp]]);
}
