import { AppError, newId } from '../../core/index.ts';
import type { By, Ticket } from '../tickets/index.ts';

/** What a writer may say beside the words. */
export interface Writing {
  /** The writer's own id of what is written: the same again writes nothing more. */
  id?: string | undefined;
  /** The place of the last thing they have read on the ticket: what the customer wrote since refuses it. */
  seenSeq?: number | undefined;
}

/** Who wrote what is stored under an id, and the ticket it is on today, after all merges. */
export interface Written {
  ticketId: string;
  agentId: string | null;
}

export interface Once {
  id: string;
  /** Whether it was written before, on this locked ticket by this agent. Throws `id_taken` (409) for anybody else's. */
  was(found: Written | null, ticket: Pick<Ticket, 'id'>): boolean;
  /** Throws `id_taken` (409) unless it was stored just now. */
  demandStored(isStored: boolean): void;
}

export function writeOnce({ id }: Writing, by: By): Once {
  return {
    id: id ?? newId(),
    was: (found, ticket) => {
      if (!found) return false;
      if (found.ticketId !== ticket.id || found.agentId !== by.agentId) throw idTaken();
      return true;
    },
    demandStored: (isStored) => {
      if (!isStored) throw idTaken();
    },
  };
}

function idTaken(): AppError {
  return new AppError({ code: 'id_taken', status: 409, publicMessage: 'Something else was written under this id.', fields: { id: 'is taken' } });
}

/** Throws `customer_wrote` (409) when a contact came to the ticket after what its writer has read. */
export async function demandRead(
  stores: { replies: { hasContactAfter(ticketId: string, seq: number): Promise<boolean> } }, ticket: Pick<Ticket, 'id'>, { seenSeq }: Writing,
): Promise<void> {
  if (seenSeq === undefined || !(await stores.replies.hasContactAfter(ticket.id, seenSeq))) return;
  throw new AppError({ code: 'customer_wrote', status: 409, publicMessage: 'The customer wrote meanwhile. Please read it before you answer; nothing was sent.' });
}
