import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ticket } from '../../../api/contract.ts';
import { codeOf, faultText, queryOf, request } from '../../shared/request.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { faultWords } from './fault-words.ts';
import { keepTicket, ticketKey } from './use-ticket.ts';

/** What came of an action: the ticket that the desk answered with, or the code by which it refused. */
export type Done = { kind: 'done'; ticket: Ticket } | { kind: 'refused'; code: string };

interface Asked {
  method?: 'POST' | 'DELETE';
  body?: unknown;
}

/**
 * Does things to one ticket under the version that is on the screen, or with `pinned` under the one that was when this
 * began, and shows what the desk answers at once. When the ticket has changed since, it is read anew, said so, and the
 * next try counts for what is shown now.
 */
export function useAction(ticket: Ticket, { pinned = false, onFault }: { pinned?: boolean; onFault?: (fault: string) => void } = {}) {
  const queries = useQueryClient();
  const { locale } = useLanguage();
  const say = useWords(faultWords);
  const [seen, setSeen] = useState(ticket.version);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<{ error: unknown } | null>(null);

  const act = async (action: string, { method = 'POST', body }: Asked = {}): Promise<Done> => {
    setBusy(true);
    setRefusal(null);
    try {
      const path = `/api/tickets/${ticket.number}/${action}${queryOf({ locale })}`;
      const answer = await request<Ticket | { ticket: Ticket }>(method, path, { body, version: pinned ? seen : ticket.version });
      const is = 'ticket' in answer ? answer.ticket : answer;
      keepTicket(queries, is);
      if (is.number !== ticket.number) void queries.invalidateQueries({ queryKey: ticketKey(ticket.number) });
      setSeen(is.version);
      return { kind: 'done', ticket: is };
    } catch (error) {
      const code = codeOf(error);
      if (code === 'stale' || code === 'invalid_transition' || code === 'not_found') {
        await queries.refetchQueries({ queryKey: ticketKey(ticket.number) });
        setSeen(queries.getQueryData<Ticket>(ticketKey(ticket.number))?.version ?? ticket.version);
      }
      setRefusal({ error });
      onFault?.(faultText(error, say, say.internal));
      return { kind: 'refused', code };
    } finally {
      setBusy(false);
    }
  };
  return {
    act, isBusy,
    fault: refusal === null ? null : faultText(refusal.error, say, say.internal),
  };
}
