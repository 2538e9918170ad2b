import type { Ticket } from '../../../../api/contract.ts';

export interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
  /** The desk did it: the ticket afterwards (of a merge, the other one), and what to tell. */
  onDone: (ticket: Ticket, notice: string) => void;
}
