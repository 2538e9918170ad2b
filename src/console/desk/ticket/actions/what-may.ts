import type { Agent, Ticket } from '../../../../api/contract.ts';
import type { ActionWords } from './words.ts';

export const actionNames = [
  'take', 'resolve', 'reopen', 'resume', 'wait', 'escalate', 'transfer', 'classify', 'assign', 'call', 'cancelCallback', 'letter', 'merge', 'split', 'cancel', 'revoke', 'block',
] as const;
export type ActionName = (typeof actionNames)[number];

/** `no`: it makes no sense now and is not shown; a reason: it is shown, and says why it cannot be done. */
export type May = 'yes' | 'no' | keyof ActionWords['why'];

/** What can be done to a ticket as it is now, by whom. The desk decides in the end; this only spares people refusals. */
export function whatMay(ticket: Ticket, me: Pick<Agent, 'id' | 'role'>): Record<ActionName, May> {
  const { status } = ticket;
  const isOpen = status !== 'resolved' && status !== 'closed' && status !== 'cancelled';
  const isHeld = status === 'assigned' || status === 'waiting';
  const isMine = isHeld && ticket.agent?.id === me.id;
  const isLead = me.role !== 'agent';
  const when = (makesSense: boolean, unless: May | false = false): May => (!makesSense ? 'no' : unless === false ? 'yes' : unless);
  const contacts = ticket.timeline.filter(({ kind }) => kind === 'contact').length;
  return {
    take: when(isOpen && !isMine),
    resolve: when(isOpen, !isHeld && 'notHeld'),
    reopen: when(status === 'resolved'),
    resume: when(status === 'waiting'),
    wait: when(isOpen && status !== 'waiting', status !== 'assigned' && 'notHeld'),
    escalate: when(isOpen, ticket.tier === 3 && 'lastTier'),
    transfer: when(isOpen),
    classify: when(isOpen),
    assign: when(isOpen && isLead),
    call: when(isOpen && ticket.callback === null && ticket.call === null),
    cancelCallback: when(ticket.callback !== null),
    letter: when(isOpen || status === 'resolved'),
    merge: when(isOpen || status === 'resolved'),
    split: when(true, contacts < 2 && 'oneContact'),
    cancel: when(isOpen),
    revoke: when(true),
    block: when(isLead, (ticket.customer?.addresses.length ?? 0) === 0 && 'noAddress'),
  };
}
