import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Ticket } from '../../../api/contract.ts';
import { codeOf, queryOf, request, RequestError } from '../../shared/request.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { keepTicket, ticketKey } from '../ticket/use-ticket.ts';
import type { Draft, DraftMode } from './draft.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import type { WishedWay } from './ways.ts';
import { words } from './words.ts';

/** What is done to the ticket once the answer is with the desk. */
export type Then = 'nothing' | 'resolve' | 'wait';

interface Standing {
  isBusy: boolean;
  fault: string | null;
  /** Told to who does not see the screen. */
  done: string | null;
  /** The desk refused it because the customer wrote. */
  wasRefused: boolean;
  /** What was to follow, for the next try. */
  then: Then;
}

const still: Standing = { isBusy: false, fault: null, done: null, wasRefused: false, then: 'nothing' };
const longestSolution = 2_000;

/**
 * Sends a draft, once at a time, and again under the same id after a fault, so that it is never sent twice. Only what
 * the desk confirmed is cleared.
 */
export function useSending(ticket: Ticket, carries: { html: boolean; copies: boolean; files: boolean }, way: WishedWay | null) {
  const queries = useQueryClient();
  const say = useWords(words);
  const { locale } = useLanguage();
  const [standing, setStanding] = useState(still);
  const isSending = useRef(false);

  const faultOf = (error: unknown) => {
    const fields = error instanceof RequestError ? error.fields : {};
    if ('way' in fields) return say.wayGone;
    if ('text' in fields) return say.fault('too_large');
    return say.fault(error instanceof RequestError && error.status >= 500 && error.code === 'internal' ? 'unavailable' : codeOf(error));
  };
  const post = (action: string, body: unknown) => request<unknown>('POST', `/api/tickets/${ticket.number}/${action}${queryOf({ locale })}`, { body });

  const write = async (mode: DraftMode, draft: Draft, seenSeq: number | null): Promise<Ticket> => {
    const { id, text } = draft;
    const answer = mode === 'note'
      ? await post('notes', { id, text, mentions: draft.mentions.filter(({ name }) => text.includes(`@${name}`)).map((one) => one.id) })
      : await post('replies', {
        id, text, seenSeq, way, html: carries.html ? draft.html : null, cc: carries.copies ? draft.cc : null,
        attachments: carries.files ? draft.files.map(({ token }) => token) : null,
      });
    return (answer as { ticket: Ticket }).ticket;
  };

  const follow = async (then: Then, text: string): Promise<Ticket | null> => {
    if (then === 'nothing') return null;
    const answer = then === 'resolve'
      ? await post('resolve', { solution: [...text].slice(0, longestSolution).join('') })
      : await post('wait', { for: 'customer', reason: say.waitReason });
    return answer as Ticket;
  };

  const send = async (keeper: DraftKeeper, how: { mode: DraftMode; seenSeq: number | null; then: Then }) => {
    if (isSending.current) return;
    isSending.current = true;
    setStanding({ ...still, isBusy: true, then: how.then });
    const { draft } = keeper.state();
    try {
      const is = await write(how.mode, draft, how.seenSeq);
      const stored = is.timeline.find((item) => (item.kind === 'reply' || item.kind === 'note') && item.id === draft.id);
      // What an earlier try left there may be an earlier version.
      keeper.wasWritten(stored && 'text' in stored ? stored.text : draft.text);
      if (keeper.state().news?.kind === 'sent-elsewhere') keeper.dismiss();
      keepTicket(queries, is);
      setStanding({ ...still, isBusy: true, done: how.mode === 'note' ? say.noted : say.sent });
      const after = await follow(how.then, draft.text).catch((error: unknown) => {
        setStanding({ ...still, fault: say.sentButNot(faultOf(error)) });
        return null;
      });
      if (after) keepTicket(queries, after);
      setStanding((now) => ({ ...now, isBusy: false }));
    } catch (error) {
      const code = codeOf(error);
      if (code === 'id_taken') keeper.renewId();
      if (['customer_wrote', 'invalid_transition', 'invalid_input'].includes(code)) void queries.invalidateQueries({ queryKey: ticketKey(ticket.number) });
      setStanding({ ...still, then: how.then, ...(code === 'customer_wrote' ? { wasRefused: true } : { fault: faultOf(error) }) });
    } finally {
      isSending.current = false;
    }
  };
  return { ...standing, send, forgive: () => setStanding(still), refuse: (fault: string) => setStanding({ ...still, fault }) };
}
