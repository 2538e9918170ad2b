import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Ticket } from '../../../api/contract.ts';
import { draftKey, isEmptyDraft, type DraftMode } from './draft.ts';
import { openDraft, type DraftKeeper } from './draft-keeper.ts';

/** Both drafts of one person on one ticket, kept in this browser until they are sent. */
export function useDrafts(ticket: Ticket, agentId: string) {
  const [keepers] = useState((): Record<DraftMode, DraftKeeper> => {
    // What was begun on a ticket that was merged into this one goes on here.
    const before = ticket.links.filter(({ kind, to }) => kind === 'duplicate' && to === ticket.number).map(({ from }) => from);
    const open = (mode: DraftMode) => openDraft(localStorage, [draftKey(agentId, ticket.number, mode), ...before.map((number) => draftKey(agentId, number, mode))]);
    return { reply: open('reply'), note: open('note') };
  });
  useEffect(() => {
    const stops = [keepers.reply.listen(), keepers.note.listen()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [keepers]);
  const reply = useSyncExternalStore(keepers.reply.subscribe, keepers.reply.state);
  const note = useSyncExternalStore(keepers.note.subscribe, keepers.note.state);
  const startsWithNote = isEmptyDraft(reply.draft) && (!isEmptyDraft(note.draft) || isForNobody(ticket));
  const startWith: DraftMode = startsWithNote ? 'note' : 'reply';
  return { keepers, states: { reply, note }, startWith };
}

/** Of alarms, where nobody reads an answer. */
const isForNobody = ({ kind, customer }: Ticket): boolean => kind === 'alarm' && customer === null;

/** Notices when what a draft holds has arrived at the ticket under its id. */
export function useArrivals(ticket: Ticket, keepers: Record<DraftMode, DraftKeeper>, isBusy: boolean): void {
  useEffect(() => {
    if (isBusy) return;
    for (const mode of ['reply', 'note'] as const) {
      const keeper = keepers[mode];
      const { id } = keeper.state().draft;
      const arrived = ticket.timeline.find((item) => item.kind === mode && item.id === id);
      if (arrived && 'text' in arrived) keeper.wasWritten(arrived.text);
    }
  }, [ticket, keepers, isBusy]);
}
