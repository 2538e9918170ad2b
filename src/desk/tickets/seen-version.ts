import { AppError } from '../../core/index.ts';
import type { Ticket } from './ticket.ts';

/** Who does something to a ticket, and the version they saw, if they said. */
export interface By {
  agentId: string;
  ifMatch?: number | undefined;
}

/** Throws `stale` (409) when the version that was seen is not the present one. */
export function demandSeen(ticket: Ticket, { ifMatch }: By): void {
  if (ifMatch === undefined || ifMatch === ticket.version) return;
  throw new AppError({
    code: 'stale', status: 409, publicMessage: `Somebody changed this ticket meanwhile: its version is now ${ticket.version}.`,
  });
}
